// Reads a typed code, or says why it is none: a slip of the pen is no guess, and the page can tell what to look at.
#pragma once
#include "codes/code.hpp"

namespace zugang::codes {

struct Misread {
    enum class Reason {
        empty,
        too_short,         // `length`
        too_long,          // `length`
        foreign_character, // `character`
        slip,              // the check character does not fit
        other_kind,        // `kind`; one slip in fourteen looks like that too
        sample,            // the example of the letters
    };
    Reason reason = Reason::empty;
    std::size_t length = 0;     // characters typed, blanks and dashes not counted
    std::string character = {}; // the first one that no code has
    Kind kind = Kind::activation;
};

/// The example in letters and beside fields, grouped. Its sum leaves 27: it never is a code.
inline constexpr std::string_view sample_code = "HET2-2X8A-UXAS";

[[nodiscard]] Result<Code, Misread> read(std::string_view typed, Kind expected);

} // namespace zugang::codes
