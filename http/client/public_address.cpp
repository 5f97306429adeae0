#include "http/client/public_address.hpp"
#include <array>
#include <cstdint>
#include <cstring>
#include <netinet/in.h>
#include <span>
#include <sys/socket.h>

namespace zugang::http::client {
namespace {

struct Network {
    std::array<std::uint8_t, 16> prefix;
    unsigned bits;
};

// RFC 6890 and the IANA special-purpose address registries: whatever is not globally reachable.
constexpr std::array special_ipv4 = std::to_array<Network>({
    {{0}, 8},             // this network
    {{10}, 8},            // private
    {{100, 64}, 10},      // shared, carrier-grade NAT
    {{127}, 8},           // loopback
    {{169, 254}, 16},     // link-local, and the clouds' metadata services
    {{172, 16}, 12},      // private
    {{192, 0, 0}, 24},    // protocol assignments
    {{192, 0, 2}, 24},    // documentation
    {{192, 88, 99}, 24},  // 6to4 relays
    {{192, 168}, 16},     // private
    {{198, 18}, 15},      // benchmarks
    {{198, 51, 100}, 24}, // documentation
    {{203, 0, 113}, 24},  // documentation
    {{224}, 4},           // multicast
    {{240}, 4},           // reserved, and broadcast
});
constexpr std::array special_ipv6 = std::to_array<Network>({
    {{0x20, 0x01, 0x00}, 23},       // protocol assignments, Teredo
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, // documentation
    {{0x20, 0x02}, 16},             // 6to4: an IPv4 address inside
    {{0x3f, 0xff}, 20},             // documentation
});
constexpr Network global_unicast{{0x20}, 3}; // everything else of IPv6 is special or not yet assigned

bool is_in(std::span<std::uint8_t const> address, Network const& network)
{
    for (unsigned bit = 0; bit < network.bits; ++bit) {
        auto const mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
        if ((address[bit / 8] & mask) != (network.prefix.at(bit / 8) & mask))
            return false;
    }
    return true;
}

template <std::size_t count>
bool is_in_any(std::span<std::uint8_t const> address, std::array<Network, count> const& networks)
{
    for (auto const& network : networks)
        if (is_in(address, network))
            return true;
    return false;
}

} // namespace

bool is_public_address(sockaddr const& address)
{
    if (address.sa_family == AF_INET) {
        sockaddr_in ipv4{};
        std::memcpy(&ipv4, &address, sizeof ipv4);
        std::array<std::uint8_t, 4> bytes{};
        std::memcpy(bytes.data(), &ipv4.sin_addr, bytes.size());
        return !is_in_any(bytes, special_ipv4);
    }
    if (address.sa_family == AF_INET6) {
        sockaddr_in6 ipv6{};
        std::memcpy(&ipv6, &address, sizeof ipv6);
        std::array<std::uint8_t, 16> bytes{};
        std::memcpy(bytes.data(), &ipv6.sin6_addr, bytes.size());
        return is_in(bytes, global_unicast) && !is_in_any(bytes, special_ipv6);
    }
    return false;
}

} // namespace zugang::http::client
