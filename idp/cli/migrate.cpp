#include "store/migrate.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/refused.hpp"
#include "store/accounts.hpp"
#include "store/signing_keys.hpp"
#include <filesystem>
#include <ostream>

namespace zugang::idp::cli {
namespace {

void make_parent_folder(std::filesystem::path const& file)
{
    auto const folder = file.parent_path();
    if (folder.empty() || std::filesystem::exists(folder))
        return;
    std::filesystem::create_directories(folder);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all); // keys and accounts: nobody else's
}

bool holds_sealed_data(store::Database& database)
{
    return database.read([](store::Connection& db) {
        return !store::accounts::list(db, "", 1).empty() || !store::signing_keys::list(db).empty();
    });
}

/// Whether a key was made. A store that holds sealed data never gets another one: nothing in it would open.
bool make_missing_master_key(Context& on)
{
    auto const& file = on.config().secrets.master_key_file;
    if (std::filesystem::exists(file))
        return false;
    if (holds_sealed_data(on.unchecked_database()))
        throw Refused{"the master key " + file +
                      " is missing, but the store holds data sealed with it; bring the key back from its backup"};
    make_parent_folder(file);
    if (auto const made = keys::Sealer::create_master_key(file, on.random()); !made)
        throw Refused{"the master key " + file + " cannot be made: " + made.error().what};
    return true;
}

void check_only(Context& on)
{
    auto const file = find_sqlite_file(on.config().store.url);
    if (file && !std::filesystem::exists(*file))
        throw Refused{"the store " + *file + " does not exist yet"};
    auto const pending = store::migration_state(on.unchecked_database()).pending;
    bool const has_key = std::filesystem::exists(on.config().secrets.master_key_file);
    if (on.json())
        on.out() << JsonObject{}.add("pending", pending).add("master_key", has_key).str() << '\n';
    if (!pending.empty())
        throw Refused{"to be applied: " + join_words(pending, ", ")};
    if (!has_key)
        throw Refused{"the master key " + on.config().secrets.master_key_file + " is missing"};
    if (!on.json())
        on.out() << "the store is up to date\n";
}

} // namespace

void migrate(MigrateOptions const& options, Context& on)
{
    if (options.check)
        return check_only(on);
    auto const file = find_sqlite_file(on.config().store.url);
    if (file && !std::filesystem::exists(*file)) {
        make_parent_folder(*file);
        std::ignore = store::Database::open(on.config().store.url); // makes the file
    }
    auto const applied = store::migrate(on.unchecked_database(), on.now());
    bool const made_key = make_missing_master_key(on);
    if (on.json()) {
        on.out() << JsonObject{}.add("applied", applied).add("master_key_made", made_key).str() << '\n';
        return;
    }
    for (auto const& name : applied)
        on.out() << "applied " << name << '\n';
    if (made_key)
        on.out() << "made the master key " << on.config().secrets.master_key_file
                 << "; keep a copy apart from the store's backups\n";
    if (applied.empty() && !made_key)
        on.out() << "the store is up to date\n";
}

} // namespace zugang::idp::cli
