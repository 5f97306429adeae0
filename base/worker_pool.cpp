#include "base/worker_pool.hpp"
#include <algorithm>
#include <pthread.h>

namespace zugang {

WorkerPool::WorkerPool(std::string name, Size size)
    : name_(std::move(name)), capacity_(std::max<std::size_t>(size.threads, 1) + size.queue)
{
    auto const count = std::max<std::size_t>(size.threads, 1);
    threads_.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        threads_.emplace_back([this] { run(); });
}

WorkerPool::~WorkerPool()
{
    {
        std::scoped_lock const lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

bool WorkerPool::try_submit(std::function<void()> job)
{
    {
        std::scoped_lock const lock(mutex_);
        if (stopping_ || jobs_.size() + running_ >= capacity_)
            return false;
        jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

std::size_t WorkerPool::waiting() const
{
    std::scoped_lock const lock(mutex_);
    return jobs_.size();
}

void WorkerPool::run()
{
    constexpr std::size_t longest_thread_name = 15;
    pthread_setname_np(pthread_self(), name_.substr(0, longest_thread_name).c_str());
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
        if (jobs_.empty())
            return; // stopping, and nothing left to finish
        auto job = std::move(jobs_.front());
        jobs_.pop_front();
        ++running_;
        lock.unlock();
        job();
        job = nullptr; // what the job holds is let go before the thread waits again
        lock.lock();
        --running_;
    }
}

} // namespace zugang
