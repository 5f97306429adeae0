#include "idp/call/call.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/call/cookies.hpp"
#include "idp/call/page_error.hpp"

namespace zugang::idp {
namespace {

constexpr std::string_view browser_prefix = "zgb_";
constexpr std::size_t browser_token_length = 4 + 43;

http::Parameters parse_or_refuse(std::string_view encoded)
{
    auto parameters = http::Parameters::parse(encoded);
    if (!parameters)
        throw PageError{400, "bad_request", parameters.error().what};
    return std::move(*parameters);
}

bool is_form(http::Request const& request)
{
    auto const type = request.header("content-type").value_or("");
    return to_lower_ascii(trim(type.substr(0, type.find(';')))) == "application/x-www-form-urlencoded";
}

void choose_language(Call& call)
{
    auto const wish = call.query.get("ui_locales");
    auto const cookie = call.cookies.find(language_cookie).value_or("");
    call.language =
        templates::choose_language({.ui_locales = wish,
                                    .cookie = cookie,
                                    .account = {},
                                    .accept_language = call.request.header("accept-language").value_or("")});
    call.language_chosen = !wish.empty() && cookie != templates::tag_of(call.language);
}

void recognise_browser(Call& call, Random& random)
{
    call.browser = call.cookies.find(browser_cookie).value_or("");
    call.browser_is_new = !call.browser.starts_with(browser_prefix) || call.browser.size() != browser_token_length;
    if (call.browser_is_new)
        call.browser = random_token(random, browser_prefix);
}

} // namespace

std::string Call::here() const
{
    return request.query.empty() ? request.path : request.path + "?" + request.query;
}

Call read_call(http::Request request, Services& on)
{
    Call call;
    call.request = std::move(request);
    call.now = on.clock.now();
    call.cookies = http::Cookies::parse(call.request.header("cookie").value_or(""));
    recognise_browser(call, on.random);
    call.query = parse_or_refuse(call.request.query);
    choose_language(call);
    call.has_form = is_form(call.request);
    if (call.has_form)
        call.form = parse_or_refuse(call.request.body);
    return call;
}

Bytes browser_hash(Call const& call)
{
    return sha256(bytes_of(call.browser));
}

} // namespace zugang::idp
