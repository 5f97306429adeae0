// Clients: what the client commands share.
#pragma once
#include "base/random.hpp"
#include "base/secret.hpp"
#include "idp/cli/context.hpp"
#include "idp/oauth/client.hpp"
#include "store/clients.hpp"

namespace zugang::idp::cli {

/// 256 random bits with the prefix of client secrets.
[[nodiscard]] Secret mint_client_secret(Random& random);
/// All of a file, or of standard input for "-". Throws Refused where it cannot be read.
[[nodiscard]] std::string read_input(std::string const& file, Console const& console);
/// Keeps a hash of it, or seals it for client_secret_jwt, whose assertions cannot be checked with a hash.
void set_client_secret(oauth::Client& client, std::string_view secret, Context& on);
/// What does not fit together, or the configuration does not offer.
[[nodiscard]] Result<void> check_new_client(oauth::Client const& client, config::Config const& config);
/// Throws Refused where there is no such client.
[[nodiscard]] store::ClientRow load_client(store::Connection& db, std::string_view id);
[[nodiscard]] std::string describe_missing_client(std::string_view id);

/// The metadata with its times, without any secret or hash of one.
[[nodiscard]] std::string client_to_json(store::ClientRow const& row);

} // namespace zugang::idp::cli
