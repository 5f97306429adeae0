#include "tests/support/temporary_store.hpp"
#include "doctest.h"
#include "store/migrate.hpp"
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

namespace zugang::tests {
namespace {

std::string postgres_setting()
{
    auto const* const value = std::getenv("ZUGANG_TEST_POSTGRES");
    return value != nullptr ? value : "";
}

std::string make_directory()
{
    auto pattern = (std::filesystem::temp_directory_path() / "zugang-test-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("no temporary folder can be made");
    return pattern;
}

std::string unique_schema()
{
    static std::atomic<int> count = 0;
    return "test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
}

std::string with_schema(std::string const& url, std::string const& schema)
{
    auto const separator = url.find('?') == std::string::npos ? "?" : "&";
    return url + separator + "options=-csearch_path%3D" + schema;
}

void run_as_operator(std::string const& sql)
{
    store::Database::open(postgres_setting(), {.connections = 1})->write([&](store::Connection& db) {
        db.execute_script(sql);
    });
}

} // namespace

bool has_postgres()
{
    if (postgres_setting().empty())
        FAIL_CHECK("PostgreSQL is not tested: set ZUGANG_TEST_POSTGRES=postgresql://… or, to leave it out, =none");
    return !postgres_setting().empty() && postgres_setting() != "none";
}

std::vector<Engine> engines()
{
    return has_postgres() ? std::vector{Engine::sqlite, Engine::postgresql} : std::vector{Engine::sqlite};
}

std::string name_of(Engine engine)
{
    return engine == Engine::sqlite ? "sqlite" : "postgresql";
}

TemporaryStore::TemporaryStore(Engine engine, Schema schema) : engine_(engine), directory_(make_directory())
{
    if (engine == Engine::sqlite) {
        url_ = "sqlite:" + directory_ + "/store/zugang.db";
    } else {
        schema_ = unique_schema();
        // A process of the same number may have been killed before it could clean up.
        run_as_operator("DROP SCHEMA IF EXISTS " + schema_ + " CASCADE; CREATE SCHEMA " + schema_);
        url_ = with_schema(postgres_setting(), schema_);
    }
    if (schema == Schema::migrated)
        store::migrate(database(), from_seconds(0));
}

TemporaryStore::~TemporaryStore()
{
    close();
    if (!schema_.empty())
        run_as_operator("DROP SCHEMA " + schema_ + " CASCADE");
    std::error_code ignored; // what is left lies in the folder for temporary files
    std::filesystem::remove_all(directory_, ignored);
}

store::Database& TemporaryStore::database()
{
    if (!database_)
        database_ = open();
    return *database_;
}

std::unique_ptr<store::Database> TemporaryStore::open(store::Options options) const
{
    return store::Database::open(url_, options);
}

void on_each_engine(std::function<void(TemporaryStore&)> const& test)
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        TemporaryStore store{engine};
        test(store);
    }
}

} // namespace zugang::tests
