#include "base/worker_pool.hpp"
#include "doctest.h"
#include <atomic>
#include <future>

namespace {

zugang::WorkerPool::Size size_of(std::size_t threads, std::size_t queue)
{
    zugang::WorkerPool::Size size;
    size.threads = threads;
    size.queue = queue;
    return size;
}

} // namespace

TEST_CASE("A worker pool takes as many jobs as it has threads and places, and refuses the next at once")
{
    std::promise<void> gate;
    auto const opened = gate.get_future().share();
    std::atomic<int> done = 0;
    {
        zugang::WorkerPool pool("test", size_of(2, 3));
        auto const job = [&] {
            opened.wait();
            ++done;
        };
        for (int i = 0; i < 5; ++i)
            CHECK(pool.try_submit(job));
        CHECK_FALSE(pool.try_submit(job));
        CHECK_FALSE(pool.try_submit(job));
        gate.set_value();
    }
    CHECK(done == 5); // the queued jobs were finished before the end
}

TEST_CASE("A worker pool has room again once a job is done")
{
    zugang::WorkerPool pool("test", size_of(1, 0));
    for (int i = 0; i < 50; ++i) {
        std::promise<void> ran;
        auto finished = ran.get_future();
        bool is_taken = false;
        while (!is_taken) // the thread may still be leaving the former job
            is_taken = pool.try_submit([&] { ran.set_value(); });
        finished.wait();
    }
    CHECK(pool.waiting() == 0);
}

TEST_CASE("Every job runs exactly once with many threads")
{
    std::atomic<int> runs = 0;
    {
        zugang::WorkerPool pool("test", size_of(4, 1000));
        for (int i = 0; i < 1000; ++i)
            CHECK(pool.try_submit([&runs] { ++runs; }));
    }
    CHECK(runs == 1000);
}
