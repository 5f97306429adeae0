// Refresh tokens follow one another by derivation, so that a repeated request gets the same successor without the
// server keeping any token's text.
#pragma once
#include "idp/call/services.hpp"
#include "idp/oauth/client.hpp"
#include "store/grants.hpp"
#include <string>

namespace zugang::idp::token::grants {

/// A grant's first refresh token, stored; its text. Nothing where the client gets none: it is not registered for the
/// grant type, or wants the scope word offline_access first (RefreshBinding).
[[nodiscard]] std::optional<std::string> issue_refresh_token(store::Connection& tx, oauth::Client const& client,
                                                             store::Grant const& grant, Services& on, Instant now);
/// The one token that follows `token`: a keyed hash, known only to this server and, when told, the client.
[[nodiscard]] std::string successor_of(std::string_view token, Services& on);
/// When a token used now ends unless it is used again; never behind the grant's own end.
[[nodiscard]] Instant refresh_token_end(store::Grant const& grant, Services& on, Instant now);
/// Stores a token's hash with its idle end.
void store_refresh_token(store::Connection& tx, std::string_view token, store::Grant const& grant, Services& on,
                         Instant now);

} // namespace zugang::idp::token::grants
