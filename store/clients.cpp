#include "store/clients.hpp"
#include "store/sql_text.hpp"

namespace zugang::store {
namespace clients {
namespace {

constexpr SqlText client_columns{
    "id, metadata, secret_hash, secret_sealed, registration_token_hash, created_at, updated_at"};

ClientRow client_from(Row const& row)
{
    return {.id = row.text("id"),
            .metadata = row.text("metadata"),
            .secret_hash = row.optional_blob("secret_hash"),
            .created_at = row.instant("created_at"),
            .updated_at = row.instant("updated_at"),
            .secret_sealed = row.optional_blob("secret_sealed"),
            .registration_token_hash = row.optional_blob("registration_token_hash")};
}

} // namespace

bool insert(Connection& db, ClientRow const& client)
{
    static constexpr auto sql = "INSERT INTO clients (" + client_columns +
                                ") VALUES (:id, :metadata, :secret_hash, :secret_sealed, :registration_token_hash,"
                                " :created_at, :updated_at) ON CONFLICT DO NOTHING";
    return db.execute(sql, {{"id", client.id},
                            {"metadata", client.metadata},
                            {"secret_hash", value_of(client.secret_hash)},
                            {"secret_sealed", value_of(client.secret_sealed)},
                            {"registration_token_hash", value_of(client.registration_token_hash)},
                            {"created_at", value_of(client.created_at)},
                            {"updated_at", value_of(client.updated_at)}}) == 1;
}

std::optional<ClientRow> find(Connection& db, std::string_view id)
{
    if (!is_storable(id))
        return std::nullopt;
    static constexpr auto sql = "SELECT " + client_columns + " FROM clients WHERE id = :id";
    auto const row = db.query_one(sql, {{"id", std::string(id)}});
    return row ? std::optional(client_from(*row)) : std::nullopt;
}

std::vector<ClientRow> list(Connection& db)
{
    static constexpr auto sql = "SELECT " + client_columns + " FROM clients ORDER BY created_at, id";
    std::vector<ClientRow> clients;
    for (auto const& row : db.query(sql))
        clients.push_back(client_from(row));
    return clients;
}

bool update(Connection& db, ClientRow const& client)
{
    return db.execute("UPDATE clients SET metadata = :metadata, secret_hash = :secret_hash,"
                      " secret_sealed = :secret_sealed, registration_token_hash = :registration_token_hash,"
                      " updated_at = :updated_at WHERE id = :id",
                      {{"metadata", client.metadata},
                       {"secret_hash", value_of(client.secret_hash)},
                       {"secret_sealed", value_of(client.secret_sealed)},
                       {"registration_token_hash", value_of(client.registration_token_hash)},
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
