#include "bench/measurement.hpp"
#include <algorithm>
#include <chrono>
#include <ctime>

namespace zugang::bench {
namespace {

double ratio_or_zero(std::int64_t count, double seconds)
{
    return seconds > 0 ? static_cast<double>(count) / seconds : 0;
}

} // namespace

double Measurement::per_cpu_second() const
{
    return ratio_or_zero(count, cpu_seconds);
}

double Measurement::per_second() const
{
    return ratio_or_zero(count, wall_seconds);
}

void set_latencies(Measurement& measurement, std::vector<double>& milliseconds)
{
    if (milliseconds.empty())
        return;
    std::ranges::sort(milliseconds);
    measurement.median_ms = milliseconds[milliseconds.size() / 2];
    measurement.slow_ms = milliseconds[milliseconds.size() * 99 / 100];
}

double wall_now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double cpu_now()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; // of the whole process
}

} // namespace zugang::bench
