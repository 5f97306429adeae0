// SampleList: what the examples of pages are gathered in, and what they have in common.
#pragma once
#include "base/clock.hpp"
#include "idp/pages/frame.hpp"
#include "idp/pages/samples.hpp"

namespace zugang::idp::pages {

inline constexpr auto sample_address = "mustermann@web.de";
inline constexpr auto sample_client = "Jobcenter-App";
inline constexpr Instant sample_moment{std::chrono::seconds{1'795'698'300}};

inline Frame sample_frame(std::string path)
{
    Frame frame;
    frame.here = path + "?flow=f-123";
    frame.flow = "f-123";
    frame.client_name = sample_client;
    frame.csrf = "csrf-token";
    return frame;
}

inline Frame frame_with(std::string path, Message message)
{
    auto frame = sample_frame(std::move(path));
    frame.message = std::move(message);
    return frame;
}

inline Frame frame_with(std::string path, std::vector<FieldError> errors)
{
    auto frame = sample_frame(std::move(path));
    frame.errors = std::move(errors);
    return frame;
}

/// Collects samples; the page's language is set when it is rendered.
class SampleList {
public:
    template <class Page>
    void add(std::string name, Page page)
    {
        all.push_back(
            {std::move(name), std::string{Page::template_name}, [page = std::move(page)](templates::Language language) {
                 auto copy = page;
                 copy.frame.language = language;
                 return copy.context();
             }});
    }

    std::vector<Sample> all;
};

/// The list of one's factors, and what is done to one of them.
void add_account_samples(SampleList& list);

} // namespace zugang::idp::pages
