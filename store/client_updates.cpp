#include "store/client_updates.hpp"

namespace zugang::store::clients {

// The metadata is compared as well: two changes may fall into one millisecond.
bool update_unchanged(Connection& db, ClientRow const& former, ClientRow const& client)
{
    return db.execute("UPDATE clients SET metadata = :metadata, secret_hash = :secret_hash,"
                      " secret_sealed = :secret_sealed, updated_at = :updated_at"
                      " WHERE id = :id AND updated_at = :former_time AND metadata = :former_metadata",
                      {{"metadata", client.metadata},
                       {"secret_hash", value_of(client.secret_hash)},
                       {"secret_sealed", value_of(client.secret_sealed)},
                       {"updated_at", value_of(client.updated_at)},
                       {"id", former.id},
                       {"former_time", value_of(former.updated_at)},
                       {"former_metadata", former.metadata}}) == 1;
}

} // namespace zugang::store::clients
