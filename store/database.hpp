// Database: opens the store by its URL, gives connections to read, and commits write transactions.
//
// SQLite: readers have connections of their own; writes queue to one writer thread that commits many together
// (BEGIN IMMEDIATE, a SAVEPOINT per job, one COMMIT), so that an acknowledged write is on disk and many share one
// fsync. PostgreSQL: a pool; a write is a transaction of its own on the calling thread.
#pragma once
#include "store/connection.hpp"
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace zugang::store {

struct Options {
    std::size_t connections = 8;          // PostgreSQL pool, and at most as many idle SQLite readers
    std::chrono::milliseconds busy{5000}; // lock and statement time-out
    bool check = false;                   // SQLite: look for damage (quick_check) before anything else
};

class Database {
public:
    virtual ~Database() = default;

    /// Opens "sqlite:PATH" or "postgresql://…". Throws Unavailable, or std::invalid_argument for another URL.
    [[nodiscard]] static std::unique_ptr<Database> open(std::string const& url, Options options = {});

    /// Runs `f(Connection&)` on a consistent snapshot and returns what it returns. No writes inside.
    template <class F>
    auto read(F&& f)
    {
        return run(&Database::run_read, std::forward<F>(f));
    }

    /// Runs `f(Connection&)` as one transaction and returns what it returns once that is on disk.
    /// An exception from `f` rolls this transaction back and nothing else. Never hash or use the network inside.
    /// PostgreSQL runs `f` again after a serialisation failure, a deadlock or a connection lost before the commit, so
    /// what `f` changes outside the database must bear being done twice. A connection lost while it commits is
    /// Unavailable, and whether the transaction took place is unknown.
    /// A read or write inside another one throws std::logic_error: it would wait for itself.
    template <class F>
    auto write(F&& f)
    {
        return run(&Database::run_write, std::forward<F>(f));
    }

    [[nodiscard]] virtual std::string_view engine() const = 0; // "sqlite" or "postgresql"

protected:
    using Job = std::function<void(Connection&)>;
    virtual void run_read(Job const& job) = 0;
    virtual void run_write(Job const& job) = 0;

private:
    template <class F>
    auto run(void (Database::*way)(Job const&), F&& f)
    {
        using Answer = std::invoke_result_t<F&, Connection&>;
        if constexpr (std::is_void_v<Answer>) {
            (this->*way)([&f](Connection& connection) { f(connection); });
        } else {
            std::optional<Answer> answer;
            (this->*way)([&answer, &f](Connection& connection) { answer.emplace(f(connection)); });
            return std::move(*answer);
        }
    }
};

} // namespace zugang::store
