// Pushed authorization requests (RFC 9126): checked at once for the authenticated client, kept for a minute under a
// reference, used up by the answer that completes them, not by a visit.
#pragma once
#include "idp/call/call.hpp"
#include "idp/oauth/authorization_request.hpp"
#include "store/connection.hpp"

namespace zugang::idp::authorize {

/// POST /oauth2/par
[[nodiscard]] http::Response post_pushed_request(Call const& call, Services& on);

/// The request behind `request_uri`; nothing where that is no reference of ours. What stands beside client_id and
/// request_uri is ignored. Throws PageError where it is unknown, expired, used or another client's.
[[nodiscard]] std::optional<oauth::AuthorizationRequest>
find_pushed_request(http::Parameters const& parameters, oauth::Client const& client, Services& on, Instant now);

/// For the transaction that completes a request; does nothing for one that was not pushed. Throws PageError where it
/// has been answered before.
void use_up_pushed_request(store::Connection& tx, oauth::AuthorizationRequest const& request, Instant now);
/// The same for an answer without a code, which may come after another one.
void close_pushed_request(oauth::AuthorizationRequest const& request, Services& on, Instant now);

} // namespace zugang::idp::authorize
