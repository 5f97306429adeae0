// Pool: at most so many connections to the server, lent to one thread at a time.
#pragma once
#include "store/database.hpp"
#include "store/postgres/connection.hpp"
#include <condition_variable>
#include <mutex>

namespace zugang::store::postgres {

class Pool {
public:
    Pool(std::string url, Options options) : url_(std::move(url)), options_(options) {}

    /// Gives the connection back when it ends; a lost one is closed instead.
    class Lease {
    public:
        Lease(Pool& pool, std::unique_ptr<PostgresConnection> connection);
        ~Lease();
        Lease(Lease const&) = delete;
        Lease& operator=(Lease const&) = delete;
        [[nodiscard]] PostgresConnection& connection() { return *connection_; }

    private:
        Pool& pool_;
        std::unique_ptr<PostgresConnection> connection_;
    };

    /// Waits for a free connection. Throws Unavailable when none comes free in time or the server does not answer.
    [[nodiscard]] Lease take();
    /// After a lost connection the idle ones are most likely lost too.
    void close_idle();

private:
    [[nodiscard]] std::unique_ptr<PostgresConnection> take_idle_or_slot();
    void give_back(std::unique_ptr<PostgresConnection> connection);

    std::string url_;
    Options options_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<PostgresConnection>> idle_;
    std::size_t open_ = 0; // idle ones, lent ones and those being opened
};

} // namespace zugang::store::postgres
