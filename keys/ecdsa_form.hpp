// ECDSA signatures between JOSE's r||s (RFC 7518 §3.4) and OpenSSL's DER. Internal to this folder.
#pragma once
#include "base/bytes.hpp"
#include <cstddef>
#include <optional>

namespace zugang::keys {

/// r and s, each padded to `coordinate` bytes: about one in 128 signatures has a number that is shorter.
[[nodiscard]] Bytes to_jose_form(ByteView der, std::size_t coordinate);
/// Nothing unless there are exactly twice `coordinate` bytes.
[[nodiscard]] std::optional<Bytes> to_der_form(ByteView jose, std::size_t coordinate);

} // namespace zugang::keys
