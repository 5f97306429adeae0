// HKDF-SHA256 (RFC 5869) over the master key: one key per purpose. Internal to this folder.
#pragma once
#include "base/secret.hpp"
#include <initializer_list>
#include <string>
#include <string_view>

namespace zugang::keys {

/// 32 bytes. Parts are length-prefixed before they are joined, so no two lists of parts share a purpose.
[[nodiscard]] Secret derive_key(Secret const& master_key, std::initializer_list<std::string_view> purpose);

/// The parts one after another, each behind its length in four bytes.
[[nodiscard]] std::string join_length_prefixed(std::initializer_list<std::string_view> parts);

} // namespace zugang::keys
