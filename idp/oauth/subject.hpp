// The subject a client knows a person by (OIDC Core §8): the account's id, or for pairwise clients a keyed hash of it
// and the client's sector.
#pragma once
#include "idp/oauth/client.hpp"
#include "keys/seal.hpp"
#include <string>
#include <string_view>

namespace zugang::idp::oauth {

/// The host that sector_identifier_uri names, else the one of the client's redirect addresses (OIDC Core §8.1); the
/// client's id where none has a host, so that two apps with private-use schemes share nothing.
[[nodiscard]] std::string sector_of(Client const& client);
[[nodiscard]] std::string subject_of(Client const& client, std::string_view account_id, keys::Sealer const& sealer);

} // namespace zugang::idp::oauth
