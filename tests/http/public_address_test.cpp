// Which addresses this server talks to without being told: each special network at its edges, and its neighbours.
#include "doctest.h"
#include "http/client/public_address.hpp"
#include <arpa/inet.h>
#include <cstring>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>

namespace {

bool is_public(std::string const& text)
{
    sockaddr_storage storage{};
    sockaddr_in ipv4{};
    sockaddr_in6 ipv6{};
    if (::inet_pton(AF_INET, text.c_str(), &ipv4.sin_addr) == 1) {
        ipv4.sin_family = AF_INET;
        std::memcpy(&storage, &ipv4, sizeof ipv4);
    } else {
        REQUIRE(::inet_pton(AF_INET6, text.c_str(), &ipv6.sin6_addr) == 1);
        ipv6.sin6_family = AF_INET6;
        std::memcpy(&storage, &ipv6, sizeof ipv6);
    }
    return zugang::http::client::is_public_address(reinterpret_cast<sockaddr const&>(storage));
}

} // namespace

TEST_CASE("Private, loopback, link-local and reserved IPv4 networks are not public, their neighbours are")
{
    for (auto const* const text :
         {"0.0.0.0",        "0.255.255.255",   "10.0.0.0",    "10.255.255.255",  "100.64.0.0",      "100.127.255.255",
          "127.0.0.1",      "127.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.255.255", "172.16.0.0",
          "172.31.255.255", "192.0.0.0",       "192.0.0.255", "192.0.2.0",       "192.0.2.255",     "192.88.99.1",
          "192.168.0.0",    "192.168.255.255", "198.18.0.0",  "198.19.255.255",  "198.51.100.1",    "203.0.113.1",
          "224.0.0.1",      "239.255.255.255", "240.0.0.0",   "255.255.255.255"})
        CHECK_MESSAGE(!is_public(text), text);
    for (auto const* const text :
         {"1.0.0.0",       "9.255.255.255",   "11.0.0.0",       "100.63.255.255", "100.128.0.0", "126.255.255.255",
          "128.0.0.0",     "169.253.255.255", "169.255.0.0",    "172.15.255.255", "172.32.0.0",  "192.0.1.0",
          "192.0.3.0",     "192.167.255.255", "192.169.0.0",    "198.17.255.255", "198.20.0.0",  "198.51.99.255",
          "203.0.112.255", "203.0.114.0",     "223.255.255.255"})
        CHECK_MESSAGE(is_public(text), text);
}

TEST_CASE("IPv6 is public only inside the global unicast space, without what leads to IPv4 or nowhere")
{
    for (auto const* const text : {"::",
                                   "::1",
                                   "::ffff:127.0.0.1",
                                   "::ffff:8.8.8.8",
                                   "::127.0.0.1",
                                   "64:ff9b::7f00:1",
                                   "64:ff9b:1::1",
                                   "100::1",
                                   "1fff:ffff::1",
                                   "2001::1",
                                   "2001:1ff:ffff::1",
                                   "2001:db8::1",
                                   "2002:7f00:1::1",
                                   "3fff::1",
                                   "3fff:fff::1",
                                   "4000::1",
                                   "5f00::1",
                                   "fc00::1",
                                   "fdff::1",
                                   "fe80::1",
                                   "fec0::1",
                                   "ff02::1"})
        CHECK_MESSAGE(!is_public(text), text);
    for (auto const* const text : {"2000::1", "2001:200::1", "2001:db7:ffff::1", "2001:db9::1", "2003::1",
                                   "2606:2800:220:1:248:1893:25c8:1946", "3ffe::1", "3fff:1000::1"})
        CHECK_MESSAGE(is_public(text), text);
}

TEST_CASE("A family other than IPv4 and IPv6 is never public")
{
    sockaddr_un local{};
    local.sun_family = AF_UNIX;
    CHECK_FALSE(zugang::http::client::is_public_address(reinterpret_cast<sockaddr const&>(local)));
}
