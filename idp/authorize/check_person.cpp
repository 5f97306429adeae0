#include "base/text.hpp"
#include "idp/authorize/check_list.hpp"
#include <charconv>

namespace zugang::idp::authorize {
namespace {

constexpr std::size_t longest_hint = 320; // of login_hint, an e-mail address or username
constexpr std::size_t longest_list = 1024;

bool is_readable(std::string const& hint, std::size_t longest_readable)
{
    return hint.size() <= longest_readable && !has_control_characters(hint);
}

} // namespace

void check_prompt(Received const& received, oauth::AuthorizationRequest& request, Services&)
{
    auto const words = split_words(received.parameters.get("prompt"));
    for (auto const& word : words) {
        if (word == "none")
            request.prompt.none = true;
        else if (word == "login")
            request.prompt.login = true;
        else if (word == "consent")
            request.prompt.consent = true;
        else if (word == "select_account")
            request.prompt.select_account = true;
        else if (word == "create")
            request.prompt.create = true;
        else
            throw oauth::Error{oauth::ErrorKind::invalid_request, "prompt has an unknown value"};
    }
    if (request.prompt.none && words.size() > 1)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "prompt=none must stand alone"};
}

void check_max_age(Received const& received, oauth::AuthorizationRequest& request, Services&)
{
    auto const text = received.parameters.find_filled("max_age");
    request.max_age = request.client.default_max_age;
    if (!text)
        return;
    std::int64_t seconds = 0;
    auto const [end, problem] = std::from_chars(text->data(), text->data() + text->size(), seconds);
    if (problem != std::errc{} || end != text->data() + text->size() || seconds < 0)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "max_age is not a number of seconds"};
    request.max_age = seconds;
}

/// A hint never fails: what is unknown or over-long is as good as absent.
void read_hints(Received const& received, oauth::AuthorizationRequest& request, Services&)
{
    auto const hint = received.parameters.get("login_hint");
    if (is_readable(hint, longest_hint))
        request.login_hint = hint;
    auto const acr_values = received.parameters.get("acr_values");
    if (is_readable(acr_values, longest_list))
        request.acr_values = split_words(acr_values);
    if (request.acr_values.empty())
        request.acr_values = request.client.default_acr_values;
    auto const locales = received.parameters.get("ui_locales");
    if (is_readable(locales, longest_list))
        request.ui_locales = locales;
}

} // namespace zugang::idp::authorize
