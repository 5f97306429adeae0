#include "store/sqlite/connection.hpp"
#include "store/sqlite/errors.hpp"
#include <cstdlib>
#include <sqlite3.h>
#include <thread>

namespace zugang::store::sqlite {
namespace {

constexpr auto wal_pause = std::chrono::milliseconds{10};

/// Double-quoted text is a name and nothing else, and a schema somebody tampered with runs no functions.
void harden(sqlite3* handle)
{
    constexpr struct {
        int option;
        int value;
    } settings[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1}, {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0}, {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},   {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
    };
    for (auto const& setting : settings) {
        if (sqlite3_db_config(handle, setting.option, setting.value, nullptr) != SQLITE_OK)
            throw Unavailable("this SQLite lacks a setting the store needs");
    }
}

} // namespace

void SqliteConnection::Close::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

SqliteConnection::SqliteConnection(std::string const& path, std::chrono::milliseconds busy, Role role) : role_(role)
{
    auto const flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE |
                       (role == Role::writer ? SQLITE_OPEN_CREATE : 0);
    sqlite3* raw = nullptr;
    auto const code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
    handle_.reset(raw);
    if (code != SQLITE_OK)
        throw_error(raw, code, /*reading=*/false);
    configure(busy);
}

void SqliteConnection::configure(std::chrono::milliseconds busy)
{
    sqlite3_busy_timeout(handle_.get(), static_cast<int>(busy.count()));
    harden(handle_.get());
    // FULL: with NORMAL a power cut may take commits back that were acknowledged.
    run_script("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
               "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;");
    if (role_ == Role::writer)
        use_write_ahead_log(busy);
    else
        run_script("PRAGMA query_only = ON;");
}

void SqliteConnection::use_write_ahead_log(std::chrono::milliseconds patience)
{
    // Several processes may open a new file at once; SQLite then answers "busy" without waiting.
    auto const end = std::chrono::steady_clock::now() + patience;
    for (;;) {
        try {
            auto const row = query_one("PRAGMA journal_mode = WAL");
            if (!row || row->text("journal_mode") != "wal")
                throw Unavailable("the file system of the store cannot do write-ahead logging");
            guard_.reset();
            return;
        } catch (Unavailable const&) {
            guard_.reset();
            if (std::chrono::steady_clock::now() >= end)
                throw;
            std::this_thread::sleep_for(wal_pause);
        }
    }
}

std::vector<Row> SqliteConnection::query(std::string_view sql, Params params)
{
    return guard_.run([&] { return prepared(sql).query(params); });
}

std::int64_t SqliteConnection::execute(std::string_view sql, Params params)
{
    return guard_.run([&] { return prepared(sql).execute(params); });
}

void SqliteConnection::execute_script(std::string_view sql)
{
    guard_.run([&] { run_script(std::string(sql)); });
}

void SqliteConnection::control(std::string_view sql)
{
    prepared(sql).execute({});
}

bool SqliteConnection::is_in_transaction() const
{
    return sqlite3_get_autocommit(handle_.get()) == 0;
}

void SqliteConnection::run_script(std::string const& sql)
{
    auto const code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        throw_error(handle_.get(), code, role_ == Role::reader);
}

Statement& SqliteConnection::prepared(std::string_view sql)
{
    auto found = statements_.find(sql);
    if (found == statements_.end())
        found = statements_.emplace(sql, Statement(handle_.get(), sql, role_ == Role::reader)).first;
    return found->second;
}

} // namespace zugang::store::sqlite
