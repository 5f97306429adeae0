// Limits: how much one client may ask for before it is refused.
#pragma once
#include <chrono>
#include <cstddef>

namespace zugang::http::server {

struct Limits {
    std::size_t header_line = 8192;            // one line, without its end: above it 431
    std::size_t header_count = 100;            // 431
    std::size_t header_bytes = 32768;          // all header lines with their ends, without the request line: 431
    std::size_t target = 8192;                 // path and query: 414
    std::size_t body = 65536;                  // decoded: 413
    std::size_t connections_per_address = 200; // an IPv6 /64 counts as one address; the next is closed at once
    std::size_t connections = 10000;
    std::chrono::milliseconds header_time{10000}; // from the first byte to the last header: 408
    std::chrono::milliseconds body_time{30000};   // 408
    std::chrono::milliseconds keep_alive{60000};  // idle between requests: closed
    std::chrono::milliseconds write_time{30000};  // for one response
};

} // namespace zugang::http::server
