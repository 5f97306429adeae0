// The subject a client knows a person by (OIDC Core §8): the account's id, or for pairwise clients a keyed hash of it
// and the client's sector.
#pragma once
#include "idp/call/services.hpp"
#include "idp/oauth/client.hpp"
#include <string>
#include <string_view>

namespace zugang::idp::mint {

[[nodiscard]] std::string subject_of(oauth::Client const& client, std::string_view account_id, Services& on);

} // namespace zugang::idp::mint
