// The authentication request (CIBA §7.1), plain or signed (§7.1.1), checked.
#pragma once
#include "http/parameters.hpp"
#include "idp/call/call.hpp"
#include "idp/oauth/client.hpp"
#include <string>
#include <vector>

namespace zugang::idp::ciba {

/// The parameters that count: the form's, or those of its signed `request`, beside which there may be none. Clients
/// that registered an algorithm for it always sign. Throws oauth::Error invalid_request.
[[nodiscard]] http::Parameters read_parameters(Call const& call, oauth::Client const& client, Services& on);

struct AuthenticationRequest {
    std::vector<std::string> scope;
    std::string binding_message;
    std::string acr_values;
    std::string notification_token; // of ping clients
    std::string details;            // GrantDetails as JSON
    Duration lifetime{};
};
/// Throws oauth::Error: invalid_scope, invalid_binding_message, invalid_target and others.
[[nodiscard]] AuthenticationRequest check_request(http::Parameters const& parameters, oauth::Client const& client,
                                                  Services& on);

} // namespace zugang::idp::ciba
