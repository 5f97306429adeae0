// Measurement: how often something was done, in how much time of whose CPU.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace zugang::bench {

struct Measurement {
    std::string name;
    std::int64_t count = 0;
    std::int64_t failures = 0; // not in count; a way with any is no measurement
    double wall_seconds = 0;
    double cpu_seconds = 0; // of the server under load, or of this process for what runs in it
    double median_ms = 0;
    double slow_ms = 0; // 99 % are faster

    [[nodiscard]] double per_cpu_second() const;
    [[nodiscard]] double per_second() const;
};

/// Sets median and 99th percentile from every latency, in milliseconds; sorts them.
void set_latencies(Measurement& measurement, std::vector<double>& milliseconds);

[[nodiscard]] double wall_now(); // seconds of a clock that only goes forward
[[nodiscard]] double cpu_now();  // seconds of CPU this process has used, all threads

/// Runs `once` for about `seconds` in this thread.
template <class F>
[[nodiscard]] Measurement measure_here(std::string name, double seconds, F&& once)
{
    Measurement measurement{.name = std::move(name)};
    auto const cpu = cpu_now();
    auto const began = wall_now();
    do {
        once();
        ++measurement.count;
        measurement.wall_seconds = wall_now() - began;
    } while (measurement.wall_seconds < seconds);
    measurement.cpu_seconds = cpu_now() - cpu;
    return measurement;
}

} // namespace zugang::bench
