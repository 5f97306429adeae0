// Clock: the only source of the time. `now` is read once per request and passed on as a value.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace zugang {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Duration = std::chrono::milliseconds;

class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

/// The machine's clock moved by the seconds that stand in a file, read again at each call (`test.clock_offset_file`).
class OffsetClock : public Clock {
public:
    explicit OffsetClock(std::string file) : file_(std::move(file)) {}
    [[nodiscard]] Instant now() const override;

private:
    std::string file_;
};

/// Milliseconds since 1970, as the store keeps times.
[[nodiscard]] inline std::int64_t to_millis(Instant at)
{
    return at.time_since_epoch().count();
}
[[nodiscard]] inline Instant from_millis(std::int64_t millis)
{
    return Instant{Duration{millis}};
}
/// Whole seconds since 1970, as JWTs state times.
[[nodiscard]] inline std::int64_t to_seconds(Instant at)
{
    return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}
[[nodiscard]] inline Instant from_seconds(std::int64_t seconds)
{
    return Instant{std::chrono::seconds{seconds}};
}
/// "2026-11-24T06:11:45.123Z" (RFC 3339), for logs and JSON.
[[nodiscard]] std::string to_rfc3339(Instant at);

} // namespace zugang
