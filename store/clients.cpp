#include "store/clients.hpp"

namespace zugang::store {
namespace clients {
namespace {

ClientRow client_from(Row const& row)
{
    return {.id = row.text("id"),
            .metadata = row.text("metadata"),
            .secret_hash = row.optional_blob("secret_hash"),
            .created_at = row.instant("created_at"),
            .updated_at = row.instant("updated_at")};
}

} // namespace

bool insert(Connection& db, ClientRow const& client)
{
    return db.execute("INSERT INTO clients (id, metadata, secret_hash, created_at, updated_at)"
                      " VALUES (:id, :metadata, :secret_hash, :created_at, :updated_at) ON CONFLICT DO NOTHING",
                      {{"id", client.id},
                       {"metadata", client.metadata},
                       {"secret_hash", value_of(client.secret_hash)},
                       {"created_at", value_of(client.created_at)},
                       {"updated_at", value_of(client.updated_at)}}) == 1;
}

std::optional<ClientRow> find(Connection& db, std::string_view id)
{
    if (!is_storable(id))
        return std::nullopt;
    auto const row =
        db.query_one("SELECT id, metadata, secret_hash, created_at, updated_at FROM clients WHERE id = :id",
                     {{"id", std::string(id)}});
    return row ? std::optional(client_from(*row)) : std::nullopt;
}

std::vector<ClientRow> list(Connection& db)
{
    std::vector<ClientRow> clients;
    for (auto const& row :
         db.query("SELECT id, metadata, secret_hash, created_at, updated_at FROM clients ORDER BY created_at, id"))
        clients.push_back(client_from(row));
    return clients;
}

bool update(Connection& db, ClientRow const& client)
{
    return db.execute("UPDATE clients SET metadata = :metadata, secret_hash = :secret_hash, updated_at = :updated_at"
                      " WHERE id = :id",
                      {{"metadata", client.metadata},
                       {"secret_hash", value_of(client.secret_hash)},
                       {"updated_at", value_of(client.updated_at)},
                       {"id", client.id}}) == 1;
}

bool remove(Connection& db, std::string_view id)
{
    return db.execute("DELETE FROM clients WHERE id = :id", {{"id", std::string(id)}}) == 1;
}

} // namespace clients

namespace consents {

std::optional<std::string> find(Connection& db, std::string_view account_id, std::string_view client_id)
{
    auto const row =
        db.query_one("SELECT scope FROM consents WHERE account_id = :account_id AND client_id = :client_id",
                     {{"account_id", std::string(account_id)}, {"client_id", std::string(client_id)}});
    return row ? std::optional(row->text("scope")) : std::nullopt;
}

void save(Connection& db, std::string_view account_id, std::string_view client_id, std::string_view scope, Instant now)
{
    db.execute("INSERT INTO consents (account_id, client_id, scope, granted_at)"
               " VALUES (:account_id, :client_id, :scope, :now)"
               " ON CONFLICT (account_id, client_id) DO UPDATE SET scope = excluded.scope,"
               " granted_at = excluded.granted_at",
               {{"account_id", std::string(account_id)},
                {"client_id", std::string(client_id)},
                {"scope", std::string(scope)},
                {"now", value_of(now)}});
}

} // namespace consents
} // namespace zugang::store
