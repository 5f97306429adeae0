// Whether an IP address is on the public internet (RFC 6890, IANA special-purpose registries): what this server may
// talk to without being told.
#pragma once

struct sockaddr;

namespace zugang::http::client {

/// False for loopback, private, link-local, shared, documentation, multicast and reserved addresses, for IPv4 in IPv6
/// forms that lead to one, and for every family but IPv4 and IPv6.
[[nodiscard]] bool is_public_address(sockaddr const& address);

} // namespace zugang::http::client
