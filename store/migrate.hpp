// Migrations: numbered SQL texts embedded in the binary, each applied once, in order, in a transaction of its own.
#pragma once
#include "store/database.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace zugang::store {

struct Migration {
    std::string_view name; // "0001_accounts"
    std::string_view sql;
};

struct MigrationState {
    std::vector<std::string> applied;
    std::vector<std::string> pending;
};

/// Throws std::runtime_error where an applied migration's checksum differs the store is newer than this program, or a
/// step was left out.
[[nodiscard]] MigrationState migration_state(Database& database);
/// Applies what is pending and returns the names. Safe when several processes start at once.
/// Throws like migration_state, and lets through what a step throws; the steps before it stay applied.
std::vector<std::string> migrate(Database& database, Instant now);

/// Those embedded in this program, in order.
[[nodiscard]] std::vector<Migration> embedded_migrations();
/// The same for a list of one's own.
[[nodiscard]] MigrationState migration_state(Database& database, std::vector<Migration> const& known);
std::vector<std::string> migrate(Database& database, std::vector<Migration> const& known, Instant now);

} // namespace zugang::store
