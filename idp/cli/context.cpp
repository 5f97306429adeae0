#include "idp/cli/context.hpp"
#include "idp/cli/refused.hpp"
#include "idp/config/load.hpp"
#include "store/migrate.hpp"
#include <filesystem>

namespace zugang::idp::cli {

std::optional<std::string> find_sqlite_file(std::string_view store_url)
{
    constexpr std::string_view scheme = "sqlite:";
    if (!store_url.starts_with(scheme))
        return std::nullopt;
    return std::string(store_url.substr(scheme.size()));
}

std::string Context::config_file() const
{
    auto file = options_.config_file.empty() ? config::default_file() : options_.config_file;
    if (file.empty())
        throw Refused{"there is neither ./zugang.toml nor /etc/zugang/zugang.toml; name a file with --config, or write "
                      "one with: zugang config default > zugang.toml"};
    return file;
}

config::Config const& Context::config()
{
    if (!config_) {
        auto const file = config_file();
        auto loaded = config::load(file);
        if (!loaded) {
            for (auto& problem : loaded.error())
                problem.insert(0, file + ": ");
            throw Refused{std::move(loaded.error())};
        }
        config_ = std::move(*loaded);
    }
    return *config_;
}

store::Database& Context::unchecked_database()
{
    if (!database_) {
        auto const& url = config().store.url;
        // SQLite would make an empty file of a mistyped name.
        if (auto const file = find_sqlite_file(url); file && !std::filesystem::exists(*file))
            throw Refused{"the store " + *file + " does not exist; make it with: zugang migrate"};
        database_ = store::Database::open(url, {.connections = 2});
    }
    return *database_;
}

store::Database& Context::database()
{
    bool const is_first = !database_;
    auto& database = unchecked_database();
    if (is_first && !store::migration_state(database).pending.empty())
        throw Refused{"the store is older than this program; bring it up to date with: zugang migrate"};
    return database;
}

keys::Sealer const& Context::sealer()
{
    if (!sealer_) {
        auto const& file = config().secrets.master_key_file;
        auto key = keys::Sealer::load_master_key(file);
        if (!key)
            throw Refused{"the master key " + file + " cannot be used: " + key.error().what};
        sealer_.emplace(std::move(*key), random_);
    }
    return *sealer_;
}

Instant Context::now()
{
    auto const& offset_file = config().test.clock_offset_file;
    return offset_file.empty() ? SystemClock{}.now() : OffsetClock{offset_file}.now();
}

} // namespace zugang::idp::cli
