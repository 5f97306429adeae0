#include "idp/client_auth/presented.hpp"
#include "base/base64url.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "idp/oauth/error.hpp"

namespace zugang::idp::client_auth {
namespace {

constexpr std::string_view assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
constexpr std::string_view basic_scheme = "basic ";

/// RFC 6749 §2.3.1: id and secret are form-urlencoded before they are joined and base64-encoded.
Presented from_basic(std::string_view header)
{
    if (to_lower_ascii(header.substr(0, basic_scheme.size())) != basic_scheme)
        refuse_client("Authorization header of another scheme");
    auto const decoded = base64_decode(trim(header.substr(basic_scheme.size())));
    auto const text = decoded ? text_of(*decoded) : std::string_view{};
    auto const colon = text.find(':');
    if (colon == std::string_view::npos)
        refuse_client("malformed Basic credentials");
    auto const id = percent_decode(text.substr(0, colon), /*plus_is_space=*/true);
    auto secret = percent_decode(text.substr(colon + 1), /*plus_is_space=*/true);
    if (!id || !secret)
        refuse_client("broken escape in Basic credentials");
    return {.way = Way::basic_header, .id = *id, .secret = Secret{std::move(*secret)}};
}

/// RFC 7521 §4.2: the assertion's subject is the client.
Presented from_assertion(std::string const& text, std::string_view type)
{
    if (type != assertion_type)
        refuse_client("client_assertion_type is not the one of a JWT");
    auto jws = keys::parse_jws(text);
    if (!jws)
        refuse_client("client_assertion: " + jws.error().what);
    auto claims = Json::parse(jws->payload);
    if (!claims || !claims->is_object())
        refuse_client("the claims of client_assertion are not a JSON object");
    auto const subject = claims->string("sub").value_or("");
    return {.way = Way::assertion, .id = subject, .assertion = ClientAssertion{std::move(*jws), std::move(*claims)}};
}

void check_one_way(Call const& call)
{
    if (call.request.count_headers("authorization") > 1)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "several Authorization headers"};
    auto const ways = int{call.request.header("authorization").has_value()} +
                      int{call.form.find_filled("client_secret").has_value()} +
                      int{call.form.find_filled("client_assertion").has_value()};
    if (ways > 1)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "only one way of client authentication may be used"};
}

Presented read_way(Call const& call)
{
    if (auto const header = call.request.header("authorization"))
        return from_basic(*header);
    if (auto secret = call.form.find_filled("client_secret"))
        return {.way = Way::secret_in_body, .id = call.form.get("client_id"), .secret = Secret{std::move(*secret)}};
    if (auto const text = call.form.find_filled("client_assertion"))
        return from_assertion(*text, call.form.get("client_assertion_type"));
    return {.way = Way::name_alone, .id = call.form.get("client_id")};
}

} // namespace

void refuse_client(std::string const& cause)
{
    throw oauth::Error{oauth::ErrorKind::invalid_client, "client authentication failed", cause};
}

Presented read_presented(Call const& call)
{
    check_one_way(call);
    auto presented = read_way(call);
    if (presented.id.empty())
        refuse_client("the request names no client");
    auto const id = call.form.find_filled("client_id");
    if (id && *id != presented.id) {
        if (presented.way == Way::assertion)
            refuse_client("client_id differs from the assertion's sub");
        throw oauth::Error{oauth::ErrorKind::invalid_request, "client_id differs from the Authorization header"};
    }
    return presented;
}

} // namespace zugang::idp::client_auth
