// The keyring in the store: loading, first creation, rotation by command and by age. Used by serve, jobs and `zugang
// key`.
#pragma once
#include "idp/config/config.hpp"
#include "keys/keyring.hpp"
#include "keys/seal.hpp"
#include "store/database.hpp"

namespace zugang::idp {

/// Every key of the store, opened. Throws std::runtime_error where one does not open (wrong master key).
[[nodiscard]] keys::KeySet load_keys(store::Database& database, keys::Sealer const& sealer);
/// Makes a current key of each kind that has none; returns whether any was made.
bool create_missing_keys(store::Database& database, keys::Sealer const& sealer, std::vector<keys::KeyKind> const& kinds,
                         Instant now);
/// Makes a next key of a kind (it becomes current by age) and, with `at_once`, makes it current now.
void rotate_key(store::Database& database, keys::Sealer const& sealer, keys::KeyKind kind, bool at_once, Instant now);
/// What age demands (keys::due_rotations), carried out; returns whether anything changed.
bool rotate_by_age(store::Database& database, keys::Sealer const& sealer, keys::RotationPolicy const& policy,
                   Instant now);
/// Takes a key out of use and out of the JWKS: false where there is no such key, or it is the current one.
[[nodiscard]] bool retire_key(store::Database& database, std::string_view kid, Instant now);

} // namespace zugang::idp
