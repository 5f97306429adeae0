// A grant's tokens and the key they are for (RFC 9449 §5, RFC 8705 §4).
#pragma once
#include "idp/oauth/client.hpp"
#include "idp/oauth/grant_details.hpp"
#include "store/grants.hpp"

namespace zugang::idp::token::grants {

/// From its first tokens on, a public client's refresh tokens are for this key alone. A confidential client shows
/// itself by its authentication; nothing is kept for it.
void bind_grant(store::Connection& tx, store::Grant& grant, oauth::Client const& client,
                oauth::Confirmation const& sender);

} // namespace zugang::idp::token::grants
