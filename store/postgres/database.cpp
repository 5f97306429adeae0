#include "store/postgres/database.hpp"
#include "base/log.hpp"
#include "store/job_scope.hpp"
#include "store/postgres/errors.hpp"

namespace zugang::store::postgres {
namespace {

constexpr int tries_after_conflict = 10;
constexpr int tries_after_loss = 2;

/// Lost while committing: the transaction may have taken place, so it must not be run again.
class OutcomeUnknown : public Unavailable {
public:
    using Unavailable::Unavailable;
};

} // namespace

PostgresDatabase::PostgresDatabase(std::string url, Options options) : pool_(std::move(url), options)
{
    auto const first = pool_.take();
}

template <class Once>
void PostgresDatabase::with_retries(Once once)
{
    JobScope const scope;
    int conflicts = 0;
    int losses = 0;
    for (;;) {
        try {
            once();
            return;
        } catch (TryAgain const&) {
            if (++conflicts == tries_after_conflict)
                throw;
        } catch (ConnectionLost const& problem) {
            log::warning("database_connection_lost", {{"cause", problem.what()}});
            pool_.close_idle();
            if (++losses == tries_after_loss)
                throw;
        }
    }
}

void PostgresDatabase::run_read(Job const& job)
{
    with_retries([&] { read_once(job); });
}

void PostgresDatabase::run_write(Job const& job)
{
    with_retries([&] { write_once(job); });
}

void PostgresDatabase::read_once(Job const& job)
{
    auto lease = pool_.take();
    auto& connection = lease.connection();
    connection.begin(Access::read);
    try {
        job(connection);
    } catch (...) {
        connection.roll_back();
        throw;
    }
    connection.end_read();
}

void PostgresDatabase::write_once(Job const& job)
{
    auto lease = pool_.take();
    auto& connection = lease.connection();
    connection.begin(Access::write);
    try {
        job(connection);
        try {
            connection.commit();
        } catch (ConnectionLost const& problem) {
            throw OutcomeUnknown(problem.what());
        }
    } catch (...) {
        connection.roll_back();
        throw;
    }
}

} // namespace zugang::store::postgres
