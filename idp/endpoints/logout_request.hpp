// A request to sign out (OpenID Connect RP-Initiated Logout 1.0 §2), checked.
#pragma once
#include "http/parameters.hpp"
#include "idp/call/services.hpp"
#include "idp/oauth/client.hpp"
#include <optional>
#include <string>

namespace zugang::idp::endpoints {

struct LogoutRequest {
    std::optional<oauth::Client> client; // proved by a valid id_token_hint
    std::string subject;                 // the hint's sub, as that client knows the person
    std::string session;                 // the hint's sid
    std::string return_address;          // registered post-logout address with `state`, or empty
};

/// The hint may be expired but must be one of our ID tokens (never alg none); with a hint that is not, or a
/// post_logout_redirect_uri that is not registered, there is no return address, and no error either: the person still
/// wants to sign out.
[[nodiscard]] LogoutRequest check_logout_request(http::Parameters const& parameters, Services& on);
/// The parameters that matter, as one form-encoded text for the page that asks.
[[nodiscard]] std::string encode_logout_request(http::Parameters const& parameters);

} // namespace zugang::idp::endpoints
