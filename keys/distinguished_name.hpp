// DistinguishedName: a subject to compare with, from RFC 4514 text or from a certificate. Internal to this folder.
#pragma once
#include "keys/openssl_handles.hpp"
#include <compare>
#include <optional>
#include <string_view>
#include <vector>

namespace zugang::keys {

struct NameAttribute {
    std::string type;  // object identifier in dotted form
    std::string value; // UTF-8, compared byte by byte
    auto operator<=>(NameAttribute const&) const = default;
};

/// The relative names from the most specific on, as RFC 4514 writes them; each one's attributes sorted.
using DistinguishedName = std::vector<std::vector<NameAttribute>>;

/// Nothing for a text that is no name: blanks around separators and the case of types do not matter.
[[nodiscard]] std::optional<DistinguishedName> parse_distinguished_name(std::string_view text);
/// Nothing where a value is no text.
[[nodiscard]] std::optional<DistinguishedName> read_distinguished_name(X509_NAME const* name);

} // namespace zugang::keys
