// CBOR (RFC 8949) as an authenticator writes it: values already encoded are put together. For tests only; members keep
// the order they are given in, also a wrong one.
#pragma once
#include "base/bytes.hpp"
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace zugang::tests::cbor {

[[nodiscard]] Bytes integer(std::int64_t value);
[[nodiscard]] Bytes bytes(ByteView value);
[[nodiscard]] Bytes text(std::string_view value);
[[nodiscard]] Bytes boolean(bool value);
[[nodiscard]] Bytes array(std::vector<Bytes> const& items);

using Members = std::vector<std::pair<Bytes, Bytes>>;
[[nodiscard]] Bytes map(Members const& members);

} // namespace zugang::tests::cbor
