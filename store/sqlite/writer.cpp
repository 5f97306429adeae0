#include "store/sqlite/writer.hpp"
#include "store/job_scope.hpp"

namespace zugang::store::sqlite {
namespace {

constexpr std::size_t jobs_per_commit = 64;

} // namespace

Writer::Writer(std::string const& path, Options options) : connection_(path, options.busy, Role::writer)
{
    if (options.check && connection_.query_one("PRAGMA quick_check(1)").value().text("quick_check") != "ok")
        throw Unavailable("the store is damaged; bring it back from its backup");
    thread_ = std::thread([this] { loop(); });
}

Writer::~Writer()
{
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Writer::Waiting::wait()
{
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return is_done; });
}

void Writer::Waiting::say_done()
{
    std::lock_guard const lock(mutex);
    is_done = true;
    changed.notify_one(); // under the lock: afterwards the caller may be gone
}

void Writer::run(std::function<void(Connection&)> const& job)
{
    Waiting waiting{.job = job};
    {
        std::lock_guard const lock(mutex_);
        queue_.push_back(&waiting);
        wake_.notify_one(); // under the lock: afterwards the writer may be gone
    }
    waiting.wait();
    if (waiting.error)
        std::rethrow_exception(std::move(waiting.error));
}

void Writer::loop()
{
    for (;;) {
        auto const batch = next_batch();
        if (batch.empty())
            return;
        run_batch(batch);
        for (auto* const waiting : batch)
            waiting->say_done();
    }
}

Writer::Batch Writer::next_batch()
{
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    Batch batch;
    while (!queue_.empty() && batch.size() < jobs_per_commit) {
        batch.push_back(queue_.front());
        queue_.pop_front();
    }
    return batch;
}

void Writer::run_batch(Batch const& batch)
{
    try {
        connection_.control("BEGIN IMMEDIATE");
        for (auto* const waiting : batch)
            run_job(*waiting);
        connection_.control("COMMIT");
        ++commits_;
    } catch (std::exception const& problem) {
        // None of them is on disk. Those that failed by themselves keep their own reason.
        roll_back();
        for (auto* const waiting : batch) {
            if (!waiting->error)
                waiting->error = std::make_exception_ptr(Unavailable(problem.what()));
        }
    }
}

/// Throws only where the whole batch is lost.
void Writer::run_job(Waiting& waiting)
{
    connection_.control("SAVEPOINT job");
    connection_.begin_job();
    try {
        JobScope const scope;
        waiting.job(connection_);
        if (connection_.has_failed())
            throw std::logic_error("a statement of this transaction failed and the job went on");
    } catch (...) {
        waiting.error = std::current_exception();
    }
    if (waiting.error)
        undo_job();
    else
        connection_.control("RELEASE job");
}

void Writer::undo_job()
{
    if (!connection_.is_in_transaction()) // a full disk, say, has taken the neighbours' rows with it
        throw Unavailable("the transaction was lost to an error of a neighbour");
    connection_.control("ROLLBACK TO job");
    connection_.control("RELEASE job");
}

void Writer::roll_back() noexcept
{
    try {
        if (connection_.is_in_transaction())
            connection_.control("ROLLBACK");
    } catch (...) { // SQLite has rolled back by itself, or the next BEGIN fails and says why
    }
}

} // namespace zugang::store::sqlite
