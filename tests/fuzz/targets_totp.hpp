// What must hold for anything somebody types for an authenticator app's code.
#pragma once
#include "tests/fuzz/require.hpp"
#include "totp/code_input.hpp"
#include "totp/key.hpp"
#include <algorithm>

namespace zugang::fuzz {

/// What is read is six digits, and reads back as itself with anything people put between; the rest has one reason.
inline void try_totp_code(std::string_view input)
{
    auto const code = totp::read_code(input);
    if (!code)
        return;
    require(code->size() == totp::code_digits, "a code has six digits");
    require(std::ranges::all_of(*code, [](char c) { return c >= '0' && c <= '9'; }), "a code is of ASCII digits");
    require(totp::read_code(*code) == *code, "a code reads back as it is");
    require(totp::read_code(code->substr(0, 3) + " – " + code->substr(3)) == *code, "a gap changes nothing");
    require(!totp::read_code(*code + "0"), "a code with a digit more is none");
}

} // namespace zugang::fuzz
