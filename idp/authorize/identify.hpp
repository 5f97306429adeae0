// Who asks, and where an answer may go: before both are known nothing may be redirected (RFC 6749 §4.1.2.1).
#pragma once
#include "http/parameters.hpp"
#include "idp/oauth/authorization_request.hpp"
#include "store/database.hpp"

namespace zugang::idp::authorize {

/// The client of client_id. Throws PageError (400, on our own page).
[[nodiscard]] oauth::Client identify_client(http::Parameters const& parameters, store::Database& database);
/// A request with its verified redirect, state and response mode, nothing else. Throws PageError where redirect_uri is
/// missing, doubled or not the client's.
[[nodiscard]] oauth::AuthorizationRequest identify(http::Parameters const& parameters, oauth::Client const& client);
/// The same, or nothing.
[[nodiscard]] std::optional<oauth::AuthorizationRequest> find_way_back(http::Parameters const& parameters,
                                                                       oauth::Client const& client);

} // namespace zugang::idp::authorize
