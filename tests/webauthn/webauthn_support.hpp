// What the tests of webauthn share: bytes written as hexadecimal.
#pragma once
#include "base/bytes.hpp"
#include <stdexcept>
#include <string_view>

namespace zugang::webauthn {

/// "a1 02ff": digits in pairs; white space between them is skipped.
[[nodiscard]] inline Bytes hex(std::string_view digits)
{
    constexpr std::string_view all = "0123456789abcdef";
    Bytes bytes;
    bool is_second = false;
    for (auto const digit : digits) {
        if (digit == ' ' || digit == '\n')
            continue;
        auto const value = all.find(digit);
        if (value == std::string_view::npos)
            throw std::invalid_argument("no hexadecimal digit");
        if (is_second)
            bytes.back() = static_cast<std::uint8_t>(bytes.back() << 4 | value);
        else
            bytes.push_back(static_cast<std::uint8_t>(value));
        is_second = !is_second;
    }
    return bytes;
}

} // namespace zugang::webauthn
