// Where a request comes from, as the counters see it: an IPv4 address, or the IPv6 /64 that one household has.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace zugang::idp::throttle {

struct Network {
    std::string narrow;                   // "192.0.2.7" or "2001:db8:0:1::/64"
    std::optional<std::string> wide = {}; // "2001:db8::/48", of IPv6
};

/// `address` is the request's, as http/server settled it.
[[nodiscard]] Network network_of(std::string_view address);

} // namespace zugang::idp::throttle
