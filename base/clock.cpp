#include "base/clock.hpp"
#include <fmt/format.h>
#include <fstream>

namespace zugang {

Instant SystemClock::now() const
{
    return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

Instant OffsetClock::now() const
{
    std::int64_t seconds = 0;
    std::ifstream file(file_);
    if (!(file >> seconds))
        seconds = 0; // no file, or nothing sensible in it: the machine's own time
    return SystemClock{}.now() + std::chrono::seconds{seconds};
}

std::string to_rfc3339(Instant at)
{
    auto const day = std::chrono::floor<std::chrono::days>(at);
    std::chrono::year_month_day const date{day};
    std::chrono::hh_mm_ss const time{at - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", int{date.year()}, unsigned{date.month()},
                       unsigned{date.day()}, time.hours().count(), time.minutes().count(), time.seconds().count(),
                       time.subseconds().count());
}

} // namespace zugang
