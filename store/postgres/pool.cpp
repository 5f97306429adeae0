#include "store/postgres/pool.hpp"

namespace zugang::store::postgres {

Pool::Lease::Lease(Pool& pool, std::unique_ptr<PostgresConnection> connection)
    : pool_(pool), connection_(std::move(connection))
{
}

Pool::Lease::~Lease()
{
    pool_.give_back(std::move(connection_));
}

Pool::Lease Pool::take()
{
    auto connection = take_idle_or_slot();
    if (!connection) {
        try {
            connection = std::make_unique<PostgresConnection>(url_, options_.busy);
        } catch (...) {
            give_back(nullptr);
            throw;
        }
    }
    return {*this, std::move(connection)};
}

/// Null: the caller holds a slot to open one.
std::unique_ptr<PostgresConnection> Pool::take_idle_or_slot()
{
    std::unique_lock lock(mutex_);
    auto const is_free = [this] { return !idle_.empty() || open_ < options_.connections; };
    if (!freed_.wait_for(lock, options_.busy, is_free))
        throw Unavailable("postgresql: all connections are in use");
    if (idle_.empty()) {
        ++open_;
        return nullptr;
    }
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
}

void Pool::give_back(std::unique_ptr<PostgresConnection> connection)
{
    {
        std::lock_guard const lock(mutex_);
        if (connection && !connection->is_lost())
            idle_.push_back(std::move(connection));
        else
            --open_;
    }
    freed_.notify_one();
}

void Pool::close_idle()
{
    std::vector<std::unique_ptr<PostgresConnection>> closing; // outside the lock
    std::lock_guard const lock(mutex_);
    closing.swap(idle_);
    open_ -= closing.size();
}

} // namespace zugang::store::postgres
