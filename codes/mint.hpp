// Mints a code: eleven random symbols (53 bits) and the check character, none that reads as a word nobody wants to
// read.
#pragma once
#include "codes/code.hpp"

namespace zugang::codes {

[[nodiscard]] Code mint(Kind kind, Random& random);

} // namespace zugang::codes
