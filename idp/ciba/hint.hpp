// Whom a client means (CIBA §7.1): exactly one of login_hint, id_token_hint and login_hint_token.
#pragma once
#include "http/parameters.hpp"
#include "idp/call/services.hpp"
#include "idp/oauth/client.hpp"
#include <string>

namespace zugang::idp::ciba {

/// The account's id. login_hint is a username, an e-mail address, a customer number or a sub. Throws oauth::Error
/// invalid_request, or unknown_user_id where it fits no account that can sign in, or two.
[[nodiscard]] std::string find_hinted_account(http::Parameters const& parameters, oauth::Client const& client,
                                              Services& on, Instant now);

} // namespace zugang::idp::ciba
