// Load: several keep-alive connections, each in a thread of its own, doing one thing again and again.
#pragma once
#include "bench/child.hpp"
#include "bench/http_connection.hpp"
#include "bench/measurement.hpp"
#include <functional>

namespace zugang::bench {

struct LoadSize {
    double seconds = 6;
    double warm_up_seconds = 1; // not measured
    std::size_t connections = 8;
};

/// One thing done over a connection; throws std::exception where it fails.
using Action = std::function<void(HttpConnection&)>;
/// Prepares a connection's own state (a session, a refresh token) and gives what it then repeats.
using Worker = std::function<Action(HttpConnection&)>;

/// CPU time is the server's. Failures are counted, and the first one's cause is printed.
[[nodiscard]] Measurement put_load(std::string name, Child const& server, std::uint16_t port, LoadSize const& size,
                                   Worker const& worker);

} // namespace zugang::bench
