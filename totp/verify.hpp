// Whether a typed code is right now. Being used only once is the store's part (store/totp_factors, `advance`).
// RFC 6238 §5.2: at most one time step is allowed for the way from the phone to here.
#pragma once
#include "totp/key.hpp"
#include <optional>

namespace zugang::totp {

/// Which steps are right: the present one, or also the one just before. Never one to come.
enum class Window { present = 0, previous_too = 1 };

/// The step whose code it is. `code` as `read_code` gives it; another length is never right.
[[nodiscard]] std::optional<std::int64_t> verify(Key const& key, std::string_view code, Instant now, Window window,
                                                 unsigned digits = code_digits);

} // namespace zugang::totp
