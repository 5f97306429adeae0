// Bytes: binary data, and the two ways between bytes and text that copy nothing.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace zugang {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<std::uint8_t const>;

/// The bytes of `text`, valid as long as `text` is.
[[nodiscard]] inline ByteView bytes_of(std::string_view text)
{
    return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}

/// The bytes read as text, valid as long as `bytes` are; no check of UTF-8.
[[nodiscard]] inline std::string_view text_of(ByteView bytes)
{
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

} // namespace zugang
