#include "idp/throttle/network.hpp"
#include "http/server/proxies.hpp"
#include <algorithm>

namespace zugang::idp::throttle {
namespace {

std::string prefix_of(http::server::AddressBytes address, std::size_t bits)
{
    std::fill(address.begin() + static_cast<std::ptrdiff_t>(bits / 8), address.end(), std::uint8_t{0});
    return http::server::to_text(address) + "/" + std::to_string(bits);
}

} // namespace

Network network_of(std::string_view address)
{
    auto const bytes = http::server::parse_address(address);
    if (!bytes)
        return {std::string(address)};
    auto const text = http::server::to_text(*bytes);
    if (text.find(':') == std::string::npos)
        return {text};
    // Whoever has one IPv6 address has the whole /64, and may change within it at every try.
    return {prefix_of(*bytes, 64), prefix_of(*bytes, 48)};
}

} // namespace zugang::idp::throttle
