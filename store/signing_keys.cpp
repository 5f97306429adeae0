#include "store/signing_keys.hpp"

namespace zugang::store::signing_keys {

void insert(Connection& db, SigningKeyRow const& key)
{
    db.execute("INSERT INTO signing_keys (kid, algorithm, state, private_key, created_at, state_since)"
               " VALUES (:kid, :algorithm, :state, :private_key, :created_at, :state_since)",
               {{"kid", key.kid},
                {"algorithm", key.algorithm},
                {"state", key.state},
                {"private_key", key.private_key},
                {"created_at", value_of(key.created_at)},
                {"state_since", value_of(key.state_since)}});
}

std::vector<SigningKeyRow> list(Connection& db)
{
    std::vector<SigningKeyRow> keys;
    for (auto const& row : db.query("SELECT kid, algorithm, state, private_key, created_at, state_since"
                                    " FROM signing_keys ORDER BY created_at, kid"))
        keys.push_back({.kid = row.text("kid"),
                        .algorithm = row.text("algorithm"),
                        .state = row.text("state"),
                        .private_key = row.blob("private_key"),
                        .created_at = row.instant("created_at"),
                        .state_since = row.instant("state_since")});
    return keys;
}

bool change_state(Connection& db, std::string_view kid, std::string_view from, std::string_view to, Instant now)
{
    return db.execute("UPDATE signing_keys SET state = :to, state_since = :now WHERE kid = :kid AND state = :from",
                      {{"to", std::string(to)},
                       {"now", value_of(now)},
                       {"kid", std::string(kid)},
                       {"from", std::string(from)}}) == 1;
}

bool remove(Connection& db, std::string_view kid)
{
    return db.execute("DELETE FROM signing_keys WHERE kid = :kid", {{"kid", std::string(kid)}}) == 1;
}

} // namespace zugang::store::signing_keys
