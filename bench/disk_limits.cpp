#include "bench/limits.hpp"
#include <array>
#include <fcntl.h>
#include <memory>
#include <sqlite3.h>
#include <stdexcept>
#include <unistd.h>

namespace zugang::bench {
namespace {

struct CloseSqlite {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Sqlite = std::unique_ptr<sqlite3, CloseSqlite>;
using Statement = std::unique_ptr<sqlite3_stmt, CloseSqlite>;

void execute(Sqlite const& database, char const* sql)
{
    if (sqlite3_exec(database.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error{std::string{"SQLite: "} + sqlite3_errmsg(database.get())};
}

Sqlite open_fresh(std::filesystem::path const& file)
{
    for (auto const* const ending : {"", "-wal", "-shm"})
        std::filesystem::remove(file.string() + ending);
    sqlite3* opened = nullptr;
    auto const status = sqlite3_open(file.c_str(), &opened);
    Sqlite database{opened};
    if (status != SQLITE_OK)
        throw std::runtime_error{"SQLite does not open " + file.string()};
    execute(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                      "CREATE TABLE entries (name BLOB PRIMARY KEY, owner TEXT NOT NULL, created_at BIGINT NOT NULL)");
    return database;
}

class File {
public:
    explicit File(std::filesystem::path const& path) : number_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
    {
        if (number_ < 0)
            throw std::runtime_error{"cannot open " + path.string()};
    }
    ~File() { ::close(number_); }
    File(File const&) = delete;
    File& operator=(File const&) = delete;
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

} // namespace

Measurement disk_sync(std::filesystem::path const& folder, double seconds)
{
    File const file{folder / "sync"};
    std::array<char, 4096> const block{1};
    return measure_here("fdatasync of 4 KiB", seconds, [&] {
        if (::pwrite(file.get(), block.data(), block.size(), 0) != static_cast<ssize_t>(block.size()) ||
            ::fdatasync(file.get()) != 0)
            throw std::runtime_error{"the disk does not take a write"};
    });
}

Measurement sqlite_rows(std::filesystem::path const& folder, int rows, double seconds)
{
    auto const database = open_fresh(folder / "limit.db");
    sqlite3_stmt* prepared = nullptr;
    // The names come in random order, as the hashes of codes and tokens do.
    constexpr auto sql = "INSERT INTO entries VALUES (randomblob(32), 'max.mustermann', 1750000000000)";
    sqlite3_prepare_v2(database.get(), sql, -1, &prepared, nullptr);
    Statement const insert{prepared};
    auto measurement = measure_here("SQLite rows, " + std::to_string(rows) + " a commit", seconds, [&] {
        execute(database, "BEGIN IMMEDIATE");
        for (int row = 0; row < rows; ++row) {
            if (sqlite3_step(insert.get()) != SQLITE_DONE)
                throw std::runtime_error{"SQLite does not take a row"};
            sqlite3_reset(insert.get());
        }
        execute(database, "COMMIT");
    });
    measurement.count *= rows;
    return measurement;
}

} // namespace zugang::bench
