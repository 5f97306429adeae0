// A code that is wrong now and would be right at another time: the phone's clock is wrong, or the code is old.
// RFC 6238 §6 speaks of resynchronisation. We name the drift and never accept such a code.
#pragma once
#include "totp/verify.hpp"

namespace zugang::totp {

inline constexpr std::chrono::minutes drift_recognised{10};

struct Drift {
    std::int64_t step = 0;  // whose code it is
    std::int64_t steps = 0; // away from the present one; above 0 the phone is ahead

    [[nodiscard]] bool is_ahead() const { return steps > 0; }
    /// Rounded, at least one.
    [[nodiscard]] std::int64_t minutes() const;
};

/// The nearest step within `drift_recognised` outside the window whose code it is.
[[nodiscard]] std::optional<Drift> find_drift(Key const& key, std::string_view code, Instant now, Window window);

} // namespace zugang::totp
