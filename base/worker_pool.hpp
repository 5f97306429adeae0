// WorkerPool: a bounded lane of threads. A full queue refuses at once, before any work.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace zugang {

class WorkerPool {
public:
    struct Size {
        std::size_t threads = 1;
        std::size_t queue = 64; // waiting jobs beside the running ones
    };
    WorkerPool(std::string name, Size size);
    /// Finishes the queued jobs, then joins.
    ~WorkerPool();
    WorkerPool(WorkerPool const&) = delete;
    WorkerPool& operator=(WorkerPool const&) = delete;

    /// False where the queue is full or the pool is stopping; the job has then not been taken. A job must not throw.
    [[nodiscard]] bool try_submit(std::function<void()> job);
    [[nodiscard]] std::size_t waiting() const;

private:
    void run();
    std::string name_;
    std::size_t capacity_; // running and waiting jobs together
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    std::size_t running_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace zugang
