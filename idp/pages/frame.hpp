// Frame: what every page shares: language, client, message box, error summary, links.
#pragma once
#include "templates/context.hpp"
#include "templates/language.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::idp::pages {

/// A box on top of the page with data-message="CODE"; role and wording come from messages.cpp.
struct Message {
    std::string code;
    templates::Text detail = {}; // what the wording's {detail} takes: duration_words(60s), Text::number(12), an address
};

/// Something wrong with what stands in a field. An unknown code is a std::logic_error when the page is rendered.
struct FieldError {
    std::string field; // the field's name, which is its id too
    std::string code;
    templates::Text detail = {};
};

struct Frame {
    templates::Language language = templates::Language::de;
    std::string here = "/"; // path and query of this page, for the language links, which add ui_locales
    std::string flow = {};  // id of the sign-in under way: goes as ?flow=… into links and form addresses; where empty,
                            // the one `here` names
    std::string client_name = {}; // shown as „Sie melden sich an für: …“ where not empty
    std::string csrf = {};        // hidden field `csrf` of every form
    bool signed_in = false;       // offers „Abmelden“ on top
    std::optional<Message> message = std::nullopt;
    std::vector<FieldError> errors = {};

    /// `path` with this sign-in's ?flow=…, or as it is where there is none.
    [[nodiscard]] std::string link(std::string_view path) const;
};

/// A page's own values for the frame.
struct FramePage {
    std::string_view name; // data-page
    templates::Text title; // of the step, without the service's name
};

/// Everything the frame's templates use.
[[nodiscard]] templates::Context frame_context(Frame const& frame, FramePage const& page);

/// Adds `NAME_error` (the wording of the field's first error, empty where nothing is wrong) to a context.
void add_field(templates::Context& context, Frame const& frame, std::string_view field);

/// What a new password must be like, shown before typing.
[[nodiscard]] templates::Text password_rule(std::size_t minimum_length);

} // namespace zugang::idp::pages
