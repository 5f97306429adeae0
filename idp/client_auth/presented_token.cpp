#include "base/text.hpp"
#include "idp/client_auth/sender.hpp"
#include "idp/oauth/error.hpp"

namespace zugang::idp::client_auth {
namespace {

/// What follows the scheme, whose case does not matter (RFC 9110 §11.1).
std::optional<std::string> after_scheme(std::string_view header, std::string_view scheme)
{
    if (to_lower_ascii(header.substr(0, scheme.size())) != scheme)
        return std::nullopt;
    return std::string{trim(header.substr(scheme.size()))};
}

} // namespace

std::optional<PresentedToken> find_presented_token(Call const& call)
{
    if (call.query.has("access_token"))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "a token in the address is not accepted"};
    if (call.request.count_headers("authorization") > 1 || call.form.is_doubled("access_token"))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "more than one access token"};
    auto const header = call.request.header("authorization");
    auto in_body = call.form.find("access_token");
    if (header && in_body)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "more than one access token"};
    if (in_body)
        return PresentedToken{.text = std::move(*in_body)};
    if (!header)
        return std::nullopt;
    if (auto text = after_scheme(*header, "dpop "))
        return PresentedToken{.text = std::move(*text), .is_dpop = true};
    if (auto text = after_scheme(*header, "bearer "))
        return PresentedToken{.text = std::move(*text)};
    return std::nullopt;
}

} // namespace zugang::idp::client_auth
