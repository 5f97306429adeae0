// SQLite's file: who may read it, how it is opened, and what happens when it is damaged.
#include "tests/store/support.hpp"
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

namespace zugang::store::test {
namespace {

std::string path_of(TemporaryStore const& store)
{
    return store.url().substr(std::string_view("sqlite:").size());
}

std::filesystem::perms rights(std::filesystem::path const& path)
{
    return std::filesystem::status(path).permissions() & std::filesystem::perms::all;
}

void overwrite(std::string const& path, std::streamoff from)
{
    auto const size = static_cast<std::streamoff>(std::filesystem::file_size(path));
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(from);
    file << std::string(static_cast<std::size_t>(size - from), 'x');
}

} // namespace

TEST_CASE("the connections have the settings durability and safety rest on")
{
    TemporaryStore store;
    auto const check_settings = [](Connection& db) {
        auto const value = [&](std::string const& name) {
            return db.query_one("PRAGMA " + name).value().integer(name);
        };
        CHECK(value("synchronous") == 2); // FULL
        CHECK(value("foreign_keys") == 1);
        CHECK(value("secure_delete") == 1);
        CHECK(value("trusted_schema") == 0);
        CHECK(db.query_one("PRAGMA busy_timeout").value().integer("timeout") == 5000);
        CHECK(db.query_one("PRAGMA journal_mode").value().text("journal_mode") == "wal");
    };
    store.database().write(check_settings);
    store.database().read(check_settings);
}

TEST_CASE("the file, the files beside it and a new folder are its owner's alone, whatever the umask")
{
    TemporaryStore place;
    auto const folder = std::filesystem::path(place.directory()) / "new" / "deeper";
    auto const former_mask = umask(0);
    auto const database = Database::open("sqlite:" + (folder / "zugang.db").string());
    umask(former_mask);
    database->write([](Connection& db) { db.execute_script("CREATE TABLE t (x BIGINT)"); });
    CHECK(rights(folder) == std::filesystem::perms::owner_all);
    CHECK(rights(folder.parent_path()) == std::filesystem::perms::owner_all);
    auto const owner_only = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
    for (auto const* name : {"zugang.db", "zugang.db-wal", "zugang.db-shm"})
        CHECK(rights(folder / name) == owner_only);
}

TEST_CASE("a damaged file and one that is no store are Unavailable, not empty")
{
    TemporaryStore store;
    store.database().write([](Connection& db) {
        for (int i = 0; i < 200; ++i)
            REQUIRE(clients::insert(db, client(std::to_string(i))));
    });
    store.close(); // which moves everything into the main file
    CHECK_NOTHROW((void)store.open({.check = true}));
    overwrite(path_of(store), 4096); // all but the first page
    CHECK_THROWS_AS((void)store.open({.check = true}), Unavailable);
    overwrite(path_of(store), 0);
    CHECK_THROWS_AS((void)store.open(), Unavailable);
}

TEST_CASE("a place where no file can be made is Unavailable")
{
    CHECK_THROWS_AS((void)Database::open("sqlite:/proc/zugang/zugang.db"), Unavailable);
    CHECK_THROWS_AS((void)Database::open("sqlite:/"), Unavailable);
}

} // namespace zugang::store::test
