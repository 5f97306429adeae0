#include "http/server/proxies.hpp"
#include "base/text.hpp"
#include "http/server/characters.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <stdexcept>

namespace zugang::http::server {
namespace {

constexpr AddressBytes mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};
constexpr std::size_t mapped_bits = 96;

bool is_ipv4(AddressBytes const& address)
{
    return std::equal(address.begin(), address.begin() + 12, mapped_prefix.begin());
}

bool shares_prefix(AddressBytes const& a, AddressBytes const& b, std::size_t bits)
{
    auto const whole = bits / 8;
    if (!std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(whole), b.begin()))
        return false;
    auto const rest = bits % 8;
    return rest == 0 || ((a.at(whole) ^ b.at(whole)) >> (8 - rest)) == 0;
}

} // namespace

std::optional<AddressBytes> parse_address(std::string_view text)
{
    std::string const terminated(text);
    AddressBytes address = mapped_prefix;
    if (terminated.size() != text.size() || terminated.find('\0') != std::string::npos)
        return std::nullopt;
    if (inet_pton(AF_INET, terminated.c_str(), address.data() + 12) == 1)
        return address;
    if (inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1)
        return address;
    return std::nullopt;
}

std::string to_text(AddressBytes const& address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (is_ipv4(address))
        inet_ntop(AF_INET, address.data() + 12, text.data(), text.size());
    else
        inet_ntop(AF_INET6, address.data(), text.data(), text.size());
    return text.data();
}

TrustedProxies::TrustedProxies(std::vector<std::string> const& list)
{
    for (auto const& entry : list) {
        auto const slash = std::min(entry.find('/'), entry.size());
        auto const address = parse_address(std::string_view(entry).substr(0, slash));
        std::size_t const offset = address && is_ipv4(*address) ? mapped_bits : 0;
        std::size_t bits = 128;
        bool is_valid = address.has_value();
        if (slash < entry.size()) {
            auto const digits = std::string_view(entry).substr(slash + 1);
            is_valid = is_valid && is_digits(digits) && digits.size() <= 3;
            bits = is_valid ? offset + std::stoul(std::string(digits)) : 0;
        }
        if (!is_valid || bits > 128)
            throw std::runtime_error("not an address or network: " + entry);
        networks_.push_back({*address, bits});
    }
}

bool TrustedProxies::trusts(AddressBytes const& address) const
{
    return std::ranges::any_of(networks_, [&address](Network const& network) {
        return shares_prefix(network.address, address, network.bits);
    });
}

std::string TrustedProxies::client_of(AddressBytes const& peer, Request const& request) const
{
    auto client = peer;
    if (!trusts(peer))
        return to_text(client);
    for (auto at = request.headers.rbegin(); at != request.headers.rend(); ++at) {
        if (!equals_ignoring_case(at->name, "X-Forwarded-For"))
            continue;
        auto const hops = split_words(at->value, ',');
        for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
            auto const address = parse_address(trim(*hop));
            if (!address)
                return to_text(client); // what no proxy writes ends the chain
            client = *address;
            if (!trusts(client))
                return to_text(client);
        }
    }
    return to_text(client);
}

} // namespace zugang::http::server
