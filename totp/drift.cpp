#include "totp/drift.hpp"
#include "totp/code.hpp"
#include <algorithm>
#include <cstdlib>

namespace zugang::totp {
namespace {

constexpr std::int64_t steps_recognised = drift_recognised / step_length;

} // namespace

std::int64_t Drift::minutes() const
{
    auto const seconds = std::abs(steps) * step_length.count();
    return std::max<std::int64_t>(1, (seconds + 30) / 60);
}

std::optional<Drift> find_drift(Key const& key, std::string_view code, Instant now, Window window)
{
    auto const present = step_at(now);
    std::optional<Drift> nearest;
    for (auto steps = -steps_recognised; steps <= steps_recognised; ++steps) {
        if (steps <= 0 && steps >= -static_cast<int>(window))
            continue;
        if (equal_in_constant_time(code_of(key, present + steps).bytes(), bytes_of(code)) &&
            (!nearest || std::abs(steps) < std::abs(nearest->steps)))
            nearest = Drift{present + steps, steps};
    }
    return nearest;
}

} // namespace zugang::totp
