#include "idp/call/csrf.hpp"
#include "base/base64url.hpp"
#include "base/secret.hpp"
#include "base/url.hpp"
#include "idp/call/page_error.hpp"

namespace zugang::idp {
namespace {

/// A field that comes twice means one thing to us and may mean another to whoever looked at the request before.
void check_single_fields(Call const& call)
{
    if (call.form.find_doubled() || call.query.find_doubled())
        throw PageError{400, "bad_request", "a field comes twice"};
}

} // namespace

std::string csrf_token(Call const& call, Services& on)
{
    return base64url_encode(on.sealer.keyed_hash("csrf", call.browser));
}

// A form of ours is posted by a page of ours; browsers say so in two headers, old ones in neither.
void check_same_origin(Call const& call, Services& on)
{
    check_single_fields(call);
    auto const origin = call.request.header("origin");
    auto const own = parse_url(on.config.issuer);
    if (origin && (!own || *origin != own->origin()))
        throw PageError{403, "csrf", "foreign Origin header"};
    auto const site = call.request.header("sec-fetch-site");
    if (site && *site != "same-origin" && *site != "none")
        throw PageError{403, "csrf", "Sec-Fetch-Site is not same-origin"};
}

void check_csrf(Call const& call, Services& on)
{
    check_same_origin(call, on);
    if (call.browser_is_new)
        throw CookiesRequired{call.here()};
    auto const expected = csrf_token(call, on);
    if (!equal_in_constant_time(bytes_of(expected), bytes_of(call.form.get("csrf"))))
        throw PageError{403, "csrf", "form token does not fit the browser's cookie"};
}

} // namespace zugang::idp
