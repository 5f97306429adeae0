// TrustedProxies: whose X-Forwarded-For is believed, and which address a request then comes from.
#pragma once
#include "http/request.hpp"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::http::server {

/// An IPv4 address stands as ::ffff:a.b.c.d, so that both families are compared alike.
using AddressBytes = std::array<std::uint8_t, 16>;

/// Nothing for anything but a plain IPv4 or IPv6 address.
[[nodiscard]] std::optional<AddressBytes> parse_address(std::string_view text);
/// The usual spelling; an IPv4 address as four numbers.
[[nodiscard]] std::string to_text(AddressBytes const& address);

class TrustedProxies {
public:
    /// Addresses or CIDR ("10.0.0.0/8", "fd00::/8"). Throws std::runtime_error for anything else.
    explicit TrustedProxies(std::vector<std::string> const& list);

    [[nodiscard]] bool trusts(AddressBytes const& address) const;
    /// The peer's address; where it is a trusted proxy, the last address of X-Forwarded-For that is not one. What
    /// stands left of it is the client's own word and believed by nobody.
    [[nodiscard]] std::string client_of(AddressBytes const& peer, Request const& request) const;

private:
    struct Network {
        AddressBytes address;
        std::size_t bits;
    };
    std::vector<Network> networks_;
};

} // namespace zugang::http::server
