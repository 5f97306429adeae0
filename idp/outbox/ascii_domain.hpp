// The ASCII form of a mail domain: labels beyond ASCII in Punycode (RFC 3492) with the prefix of IDNA (RFC 5890).
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace zugang::idp::outbox {

/// "Bücher.example" becomes "xn--bcher-kva.example". Nothing for invalid UTF-8 or a label over 63 characters.
[[nodiscard]] std::optional<std::string> ascii_domain(std::string_view domain);
/// An address with the domain in ASCII; nothing where that cannot be, or there is no '@'.
[[nodiscard]] std::optional<std::string> ascii_address(std::string_view address);

} // namespace zugang::idp::outbox
