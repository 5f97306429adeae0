// signing_keys: private keys sealed under the master key, with their state.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct SigningKeyRow {
    std::string kid;
    std::string algorithm;
    std::string state; // next, current, retired
    Bytes private_key; // sealed PKCS#8, place {"signing_keys", "private_key", kid}
    Instant created_at;
    Instant state_since;
};

namespace signing_keys {

void insert(Connection& db, SigningKeyRow const& key);
[[nodiscard]] std::vector<SigningKeyRow> list(Connection& db);
/// False unless the key is in state `from`: two processes rotate once.
[[nodiscard]] bool change_state(Connection& db, std::string_view kid, std::string_view from, std::string_view to,
                                Instant now);
[[nodiscard]] bool remove(Connection& db, std::string_view kid);

} // namespace signing_keys
} // namespace zugang::store
