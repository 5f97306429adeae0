#include "bench/load.hpp"
#include <atomic>
#include <barrier>
#include <exception>
#include <iostream>
#include <mutex>
#include <thread>

namespace zugang::bench {
namespace {

constexpr double milliseconds = 1000;

/// What the threads share: when it counts, and what they have counted.
class Counting {
public:
    void start() { is_counting_ = true; }
    void stop() { is_over_ = true; }
    [[nodiscard]] bool is_over() const { return is_over_; }
    [[nodiscard]] bool is_counting() const { return is_counting_ && !is_over_; }

    void add(std::vector<double> const& latencies, std::int64_t failures)
    {
        std::scoped_lock const lock{mutex_};
        latencies_.insert(latencies_.end(), latencies.begin(), latencies.end());
        failures_ += failures;
    }

    /// Tells the first cause, and ends a way in which nothing can be measured any more.
    void report_broken(char const* cause)
    {
        report(cause);
        ++failures_;
        stop();
    }

    void report(char const* cause)
    {
        if (!is_reported_.exchange(true))
            std::cerr << "a request failed: " << cause << "\n";
    }

    std::vector<double> latencies_;
    std::atomic<std::int64_t> failures_ = 0;

private:
    std::mutex mutex_;
    std::atomic<bool> is_counting_ = false;
    std::atomic<bool> is_over_ = false;
    std::atomic<bool> is_reported_ = false;
};

void repeat(Action const& action, HttpConnection& connection, Counting& counting)
{
    std::vector<double> latencies;
    std::int64_t failures = 0;
    while (!counting.is_over()) {
        auto const began = wall_now();
        try {
            action(connection);
            if (counting.is_counting())
                latencies.push_back((wall_now() - began) * milliseconds);
        } catch (std::exception const& problem) {
            counting.report(problem.what());
            ++failures;
        }
    }
    counting.add(latencies, failures);
}

void sleep_for(double seconds)
{
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
}

} // namespace

Measurement put_load(std::string name, Child const& server, std::uint16_t port, LoadSize const& size,
                     Worker const& worker)
{
    Measurement measurement{.name = std::move(name)};
    Counting counting;
    std::barrier ready{static_cast<std::ptrdiff_t>(size.connections) + 1};
    std::vector<std::jthread> threads;
    threads.reserve(size.connections);
    for (std::size_t index = 0; index < size.connections; ++index) {
        threads.emplace_back([&] {
            HttpConnection connection{port};
            Action action;
            try {
                action = worker(connection);
            } catch (std::exception const& problem) {
                counting.report_broken(problem.what());
            }
            ready.arrive_and_wait();
            repeat(action, connection, counting);
        });
    }
    ready.arrive_and_wait();
    if (!counting.is_over())
        sleep_for(size.warm_up_seconds);
    auto const cpu = server.cpu_seconds();
    auto const began = wall_now();
    counting.start();
    if (!counting.is_over())
        sleep_for(size.seconds);
    counting.stop();
    measurement.wall_seconds = wall_now() - began;
    measurement.cpu_seconds = server.cpu_seconds() - cpu;
    threads.clear(); // joins
    measurement.count = static_cast<std::int64_t>(counting.latencies_.size());
    measurement.failures = counting.failures_;
    set_latencies(measurement, counting.latencies_);
    return measurement;
}

} // namespace zugang::bench
