// Reading a one-time code as people type, paste and dictate it.
#pragma once
#include "base/result.hpp"
#include <string_view>

namespace zugang::totp {

enum class CodeProblem { empty, too_short, too_long, not_digits };

/// The six digits in ASCII. Spaces, dashes and what a right-to-left text hides in a copied number are left out; the
/// digits of every script count (٣ and ۳ are 3), also fullwidth and circled ones.
[[nodiscard]] Result<std::string, CodeProblem> read_code(std::string_view typed);

} // namespace zugang::totp
