// Writer: the one thread that writes. It commits the transactions of many requests together (group commit), so that an
// acknowledged write is on disk and many share one fsync.
//
//   queue -> BEGIN IMMEDIATE -> [SAVEPOINT, job, RELEASE or ROLLBACK TO] x up to 64 -> COMMIT -> answers
#pragma once
#include "store/database.hpp"
#include "store/sqlite/connection.hpp"
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace zugang::store::sqlite {

class Writer {
public:
    /// Throws Unavailable where the file cannot be opened.
    Writer(std::string const& path, Options options);
    /// Finishes the queued jobs.
    ~Writer();
    Writer(Writer const&) = delete;
    Writer& operator=(Writer const&) = delete;

    /// Returns once the job is on disk; throws what it threw, or Unavailable.
    void run(std::function<void(Connection&)> const& job);
    [[nodiscard]] std::uint64_t commits() const { return commits_; }

private:
    /// A caller and its job, on the caller's stack. The writer does not touch it after saying that it is done, so an
    /// exception in it has one owner at a time.
    struct Waiting {
        std::function<void(Connection&)> const& job;
        std::exception_ptr error = {};
        std::mutex mutex = {};
        std::condition_variable changed = {};
        bool is_done = false;

        void wait();
        void say_done();
    };
    using Batch = std::vector<Waiting*>;

    void loop();
    [[nodiscard]] Batch next_batch();
    void run_batch(Batch const& batch);
    void run_job(Waiting& waiting);
    void undo_job();
    void roll_back() noexcept;

    SqliteConnection connection_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Waiting*> queue_;
    bool stopping_ = false;
    std::atomic<std::uint64_t> commits_ = 0;
    std::thread thread_;
};

} // namespace zugang::store::sqlite
