// FakeClock: stands still until a test moves it.
#pragma once
#include "base/clock.hpp"
#include <atomic>

namespace zugang::tests {

class FakeClock : public Clock {
public:
    explicit FakeClock(Instant start = from_seconds(1'767'225'600)) : millis_(to_millis(start)) {} // 2026-01-01
    [[nodiscard]] Instant now() const override { return from_millis(millis_.load()); }
    void advance(Duration by) { millis_ += by.count(); }

private:
    std::atomic<std::int64_t> millis_;
};

} // namespace zugang::tests
