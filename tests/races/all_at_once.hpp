// all_at_once: what every race here runs: one piece of work on many threads that start together.
#pragma once
#include <barrier>
#include <functional>
#include <thread>
#include <vector>

namespace zugang::tests {

/// Runs `work(i)` on `count` threads that start together, and waits for them.
inline void all_at_once(int count, std::function<void(int)> const& work)
{
    std::barrier start{count};
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back([&, i] {
            start.arrive_and_wait();
            work(i);
        });
}

} // namespace zugang::tests
