#include "store/database.hpp"
#include "store/postgres/database.hpp"
#include "store/sqlite/database.hpp"

namespace zugang::store {

std::unique_ptr<Database> Database::open(std::string const& url, Options options)
{
    constexpr std::string_view sqlite_prefix = "sqlite:";
    if (url.starts_with(sqlite_prefix)) {
        auto path = url.substr(sqlite_prefix.size());
        // Each connection to ":memory:" would be a store of its own.
        if (path.empty() || path.starts_with(":"))
            throw std::invalid_argument("sqlite: needs the path of a file");
        return std::make_unique<sqlite::SqliteDatabase>(std::move(path), options);
    }
    if (url.starts_with("postgresql://") || url.starts_with("postgres://"))
        return std::make_unique<postgres::PostgresDatabase>(url, options);
    throw std::invalid_argument("the store's URL is neither sqlite:PATH nor postgresql://...");
}

} // namespace zugang::store
