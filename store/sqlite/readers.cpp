#include "store/sqlite/readers.hpp"

namespace zugang::store::sqlite {

void Readers::run(std::function<void(Connection&)> const& job)
{
    auto connection = take();
    connection->begin_job();
    connection->control("BEGIN DEFERRED"); // without it two queries of a job could see two states
    try {
        job(*connection);
    } catch (...) {
        end(std::move(connection));
        throw;
    }
    end(std::move(connection));
}

void Readers::end(std::unique_ptr<SqliteConnection> connection)
{
    if (connection->is_in_transaction())
        connection->control("ROLLBACK"); // nothing was written
    std::lock_guard const lock(mutex_);
    if (idle_.size() < options_.connections)
        idle_.push_back(std::move(connection));
}

std::unique_ptr<SqliteConnection> Readers::take()
{
    {
        std::lock_guard const lock(mutex_);
        if (!idle_.empty()) {
            auto connection = std::move(idle_.back());
            idle_.pop_back();
            return connection;
        }
    }
    return std::make_unique<SqliteConnection>(path_, options_.busy, Role::reader);
}

} // namespace zugang::store::sqlite
