#include "doctest.h"
#include "http/server/connection_counter.hpp"
#include "http/server/proxies.hpp"
#include <stdexcept>

namespace {

using zugang::http::server::AddressBytes;
using zugang::http::server::ConnectionCounter;
using zugang::http::server::TrustedProxies;

AddressBytes address(std::string_view text)
{
    return zugang::http::server::parse_address(text).value();
}

std::string client(std::vector<std::string> const& trusted, std::string_view peer,
                   std::vector<std::string> const& forwarded)
{
    zugang::http::Request request;
    for (auto const& value : forwarded)
        request.headers.push_back({"X-Forwarded-For", value});
    return TrustedProxies(trusted).client_of(address(peer), request);
}

} // namespace

TEST_CASE("X-Forwarded-For is believed from trusted proxies only")
{
    CHECK(client({}, "198.51.100.7", {"203.0.113.9"}) == "198.51.100.7");
    CHECK(client({"10.0.0.1"}, "10.0.0.2", {"203.0.113.9"}) == "10.0.0.2");
    CHECK(client({"10.0.0.1"}, "10.0.0.1", {"203.0.113.9"}) == "203.0.113.9");
    CHECK(client({"10.0.0.1"}, "10.0.0.1", {}) == "10.0.0.1");
}

TEST_CASE("Of several hops the last foreign one counts, not what the client wrote left of it")
{
    CHECK(client({"10.0.0.0/8"}, "10.0.0.1", {"1.1.1.1, 203.0.113.9, 10.0.0.5"}) == "203.0.113.9");
    CHECK(client({"10.0.0.0/8"}, "10.0.0.1", {"1.1.1.1", "203.0.113.9"}) == "203.0.113.9");
    CHECK(client({"10.0.0.0/8"}, "10.0.0.1", {"10.0.0.9"}) == "10.0.0.9");
    CHECK(client({"10.0.0.0/8"}, "10.0.0.1", {"1.1.1.1, evil"}) == "10.0.0.1");
    CHECK(client({"10.0.0.0/8"}, "10.0.0.1", {"1.1.1.1, evil, 10.0.0.7"}) == "10.0.0.7");
    CHECK(client({"10.0.0.0/8"}, "10.0.0.1", {"2001:DB8::1"}) == "2001:db8::1");
}

TEST_CASE("Networks end at their last bit, in both families, and IPv4 in IPv6 clothes is IPv4")
{
    TrustedProxies const proxies({"192.0.2.128/25", "2001:db8::/33", "198.51.100.7"});
    CHECK(proxies.trusts(address("192.0.2.128")));
    CHECK(proxies.trusts(address("192.0.2.255")));
    CHECK_FALSE(proxies.trusts(address("192.0.2.127")));
    CHECK(proxies.trusts(address("::ffff:192.0.2.200")));
    CHECK(proxies.trusts(address("2001:db8:7fff::1")));
    CHECK_FALSE(proxies.trusts(address("2001:db8:8000::1")));
    CHECK(proxies.trusts(address("198.51.100.7")));
    CHECK_FALSE(proxies.trusts(address("198.51.100.6")));
    CHECK(TrustedProxies({"0.0.0.0/0"}).trusts(address("203.0.113.1")));
    CHECK_FALSE(TrustedProxies({"0.0.0.0/0"}).trusts(address("2001:db8::1")));
    CHECK(zugang::http::server::to_text(address("::ffff:192.0.2.1")) == "192.0.2.1");
}

TEST_CASE("A proxy list with anything but addresses and networks is refused")
{
    for (auto const* entry : {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "fd00::/129",
                              "10.0.0.0/-1", "10.0.0", "10.0.0.1/8/8", " 10.0.0.1"})
        CHECK_THROWS_AS(TrustedProxies({entry}), std::runtime_error);
}

TEST_CASE("Connections are counted per address and in all, and leave when their ticket goes")
{
    ConnectionCounter counter({2, 3});
    std::vector<ConnectionCounter::Ticket> tickets;
    tickets.push_back(counter.try_enter(address("192.0.2.1"), false).value());
    tickets.push_back(counter.try_enter(address("192.0.2.1"), false).value());
    CHECK_FALSE(counter.try_enter(address("192.0.2.1"), false));
    tickets.push_back(counter.try_enter(address("192.0.2.2"), false).value());
    CHECK_FALSE(counter.try_enter(address("192.0.2.3"), false));
    CHECK_FALSE(counter.wait_until_empty(std::chrono::milliseconds{1}));
    tickets.clear();
    CHECK(counter.wait_until_empty(std::chrono::milliseconds{1}));
    CHECK(counter.try_enter(address("192.0.2.1"), false));
}

TEST_CASE("An IPv6 /64 counts as one address, and a proxy only in all")
{
    ConnectionCounter counter({1, 3});
    auto const first = counter.try_enter(address("2001:db8:0:1::1"), false);
    CHECK(first);
    CHECK_FALSE(counter.try_enter(address("2001:db8:0:1:ffff::2"), false));
    auto const neighbour = counter.try_enter(address("2001:db8:0:2::1"), false);
    CHECK(neighbour);
    auto const proxy = counter.try_enter(address("2001:db8:0:1::1"), true);
    CHECK(proxy);
    CHECK_FALSE(counter.try_enter(address("2001:db8:0:1::1"), true));
}
