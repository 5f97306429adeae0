#include "idp/app/page_headers.hpp"
#include "idp/call/cookies.hpp"
#include "idp/call/frame.hpp"

namespace zugang::idp::app {
namespace {

constexpr std::chrono::seconds language_cookie_lifetime = std::chrono::days{365};

void set_if_absent(http::Response& answer, std::string_view name, std::string_view value)
{
    if (answer.header(name).empty())
        answer.set(name, value);
}

void add_page_headers(http::Response& answer)
{
    set_if_absent(answer, "Content-Security-Policy", page_policy());
    answer.set("Cross-Origin-Opener-Policy", "same-origin-allow-popups");
    answer.set("Permissions-Policy", "publickey-credentials-get=(self), publickey-credentials-create=(self), "
                                     "camera=(), geolocation=(), microphone=()");
}

void add_cookies(http::Response& answer, Call const& call)
{
    // A cross-site POST brings no SameSite=Lax cookie though the browser has one: a new one would end its other
    // sign-ins.
    if (call.browser_is_new && !call.browser.empty() && call.request.method != http::Method::post)
        answer.add("Set-Cookie", http::set_cookie(browser_cookie, call.browser));
    if (call.language_chosen)
        answer.add("Set-Cookie", http::set_cookie(language_cookie, templates::tag_of(call.language),
                                                  {.max_age = language_cookie_lifetime}));
}

} // namespace

void add_headers(http::Response& answer, Kind kind, Call const& call, config::Config const& config)
{
    if (answer.header("Content-Type").starts_with("text/html"))
        add_page_headers(answer);
    if (kind == Kind::page)
        add_cookies(answer, call);
    answer.set("X-Content-Type-Options", "nosniff");
    answer.set("Referrer-Policy", "same-origin"); // with no-referrer Chromium sends Origin: null on our own forms
    auto const is_public = !answer.header("Access-Control-Allow-Origin").empty();
    answer.set("Cross-Origin-Resource-Policy", is_public ? "cross-origin" : "same-origin");
    set_if_absent(answer, "Cache-Control", "no-store");
    if (config.issuer.starts_with("https://")) // a browser told so on plain localhost could not go back
        answer.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
}

} // namespace zugang::idp::app
