// DER (X.690) as certificates' extensions hold it: values already encoded are put together. For tests only.
#pragma once
#include "base/bytes.hpp"
#include <initializer_list>
#include <string>

namespace zugang::tests::der {

/// `tag` is the identifier octet.
[[nodiscard]] Bytes value(std::uint8_t tag, ByteView content);
[[nodiscard]] Bytes sequence(std::initializer_list<ByteView> parts);
[[nodiscard]] Bytes set(std::initializer_list<ByteView> parts);
[[nodiscard]] Bytes octets(ByteView content);
[[nodiscard]] Bytes integer(std::uint8_t number); // below 128
[[nodiscard]] Bytes enumerated(std::uint8_t number);
[[nodiscard]] Bytes null();
[[nodiscard]] Bytes text(std::string_view utf8);
[[nodiscard]] Bytes object(std::string const& oid); // "2.5.29.17"
/// [number] EXPLICIT; numbers from 31 on take several octets, as Android's do.
[[nodiscard]] Bytes tagged(unsigned number, ByteView content);

} // namespace zugang::tests::der
