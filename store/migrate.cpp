#include "store/migrate.hpp"
#include "base/sha256.hpp"
#include "embedded/migrations.hpp"
#include <algorithm>
#include <map>

namespace zugang::store {
namespace {

using Applied = std::map<std::string, Bytes, std::less<>>; // checksum by name, in order

bool has_migration_table(Connection& db, std::string_view engine)
{
    auto const sql = engine == "sqlite"
                         ? std::string_view("SELECT name FROM sqlite_master WHERE type = 'table' AND name = :name")
                         : std::string_view("SELECT tablename FROM pg_tables WHERE tablename = :name"
                                            " AND schemaname = current_schema()");
    return db.query_one(sql, {{"name", std::string("schema_migrations")}}).has_value();
}

Applied load_applied(Connection& db)
{
    Applied applied;
    for (auto const& row : db.query("SELECT name, checksum FROM schema_migrations"))
        applied.emplace(row.text("name"), row.blob("checksum"));
    return applied;
}

/// What was applied must be how this program's list begins, text for text.
MigrationState compare_with_known(Applied const& applied, std::vector<Migration> const& known)
{
    MigrationState state;
    for (auto const& migration : known) {
        auto const found = applied.find(migration.name);
        if (found == applied.end()) {
            state.pending.emplace_back(migration.name);
            continue;
        }
        if (!state.pending.empty())
            throw std::runtime_error("migration " + state.pending.front() + " was left out before " + found->first);
        if (found->second != sha256(bytes_of(migration.sql)))
            throw std::runtime_error("migration " + found->first + " was applied with another text");
        state.applied.push_back(found->first);
    }
    for (auto const& [name, checksum] : applied) {
        if (!std::ranges::binary_search(state.applied, name))
            throw std::runtime_error("the store is newer than this program: it has migration " + name);
    }
    return state;
}

/// Processes starting at once take turns. SQLite's writers do so anyway, under BEGIN IMMEDIATE.
void wait_for_turn(Connection& db, std::string_view engine)
{
    if (engine != "postgresql")
        return;
    db.execute_script("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;"
                      "SELECT pg_advisory_xact_lock(hashtext('zugang migrations ' || current_schema()))");
}

/// The name of the one it applied; nothing where none is pending.
std::optional<std::string> apply_next(Connection& db, std::string_view engine, std::vector<Migration> const& known,
                                      Instant now)
{
    wait_for_turn(db, engine);
    if (!has_migration_table(db, engine))
        db.execute_script("CREATE TABLE schema_migrations (name TEXT PRIMARY KEY, checksum BYTEA NOT NULL,"
                          " applied_at BIGINT NOT NULL)");
    auto const pending = compare_with_known(load_applied(db), known).pending;
    if (pending.empty())
        return std::nullopt;
    auto const next = std::ranges::find(known, pending.front(), &Migration::name);
    db.execute_script(next->sql);
    db.execute("INSERT INTO schema_migrations (name, checksum, applied_at) VALUES (:name, :checksum, :now)",
               {{"name", pending.front()}, {"checksum", sha256(bytes_of(next->sql))}, {"now", value_of(now)}});
    return pending.front();
}

} // namespace

std::vector<Migration> embedded_migrations()
{
    std::vector<Migration> migrations;
    for (auto const& file : embedded::migrations())
        migrations.push_back({file.name.substr(0, file.name.rfind(".sql")), file.content});
    std::ranges::sort(migrations, {}, &Migration::name);
    return migrations;
}

MigrationState migration_state(Database& database)
{
    return migration_state(database, embedded_migrations());
}

std::vector<std::string> migrate(Database& database, Instant now)
{
    return migrate(database, embedded_migrations(), now);
}

MigrationState migration_state(Database& database, std::vector<Migration> const& known)
{
    return database.read([&](Connection& db) {
        auto const applied = has_migration_table(db, database.engine()) ? load_applied(db) : Applied{};
        return compare_with_known(applied, known);
    });
}

std::vector<std::string> migrate(Database& database, std::vector<Migration> const& known, Instant now)
{
    std::vector<std::string> names;
    for (;;) {
        auto name = database.write([&](Connection& db) { return apply_next(db, database.engine(), known, now); });
        if (!name)
            return names;
        names.push_back(std::move(*name));
    }
}

} // namespace zugang::store
