// Clients: what the client commands share.
#pragma once
#include "base/random.hpp"
#include "base/secret.hpp"
#include "idp/oauth/client.hpp"
#include "store/clients.hpp"
#include <iosfwd>

namespace zugang::idp::cli {

/// 256 random bits with the prefix of client secrets.
[[nodiscard]] Secret mint_client_secret(Random& random);
/// Throws Refused where there is no such client.
[[nodiscard]] store::ClientRow load_client(store::Connection& db, std::string_view id);
[[nodiscard]] std::string describe_missing_client(std::string_view id);

/// The metadata with its times, without any secret or hash of one.
[[nodiscard]] std::string client_to_json(store::ClientRow const& row);

} // namespace zugang::idp::cli
