// base64url without padding (RFC 4648 §5), canonical: spare bits must be zero.
#pragma once
#include "base/bytes.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace zugang {

[[nodiscard]] std::string base64url_encode(ByteView bytes);
/// Nothing for padding, white space, a foreign character, an impossible length or spare bits that are set.
[[nodiscard]] std::optional<Bytes> base64url_decode(std::string_view text);
/// Standard base64 with padding (RFC 4648 §4), for HTTP Basic and mail.
[[nodiscard]] std::string base64_encode(ByteView bytes);
[[nodiscard]] std::optional<Bytes> base64_decode(std::string_view text);

} // namespace zugang
