#include "store/client_assertions.hpp"

namespace zugang::store::client_assertions {

bool use(Connection& db, std::string_view client_id, Bytes const& jti_hash, Instant expires_at)
{
    return db.execute(
               "INSERT INTO client_assertions (client_id, jti_hash, expires_at)"
               " VALUES (:client_id, :jti_hash, :expires_at) ON CONFLICT DO NOTHING",
               {{"client_id", std::string(client_id)}, {"jti_hash", jti_hash}, {"expires_at", value_of(expires_at)}}) ==
           1;
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM client_assertions WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace zugang::store::client_assertions
