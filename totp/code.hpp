// The code of one step, computed by liboath.
// RFC 4226 §5.3 with the step as the moving factor (RFC 6238 §4.2).
#pragma once
#include "totp/key.hpp"

namespace zugang::totp {

/// `digits` (6 to 8) characters 0 to 9.
[[nodiscard]] Secret code_of(Key const& key, std::int64_t step, unsigned digits = code_digits);

} // namespace zugang::totp
