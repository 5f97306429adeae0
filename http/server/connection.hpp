// Connection: one client's socket, from accept to close. All of it runs on the thread of its loop.
#pragma once
#include "http/server/accepted_socket.hpp"
#include "http/server/site.hpp"
#include <functional>
#include <memory>

namespace boost::asio {
class io_context;
}

namespace zugang::http::server {

class Connection {
public:
    virtual ~Connection() = default;
    /// Ends where no request has begun; else after the running one.
    virtual void drain() = 0;
    /// Ends at once.
    virtual void abort() = 0;
};

struct Arrival {
    AcceptedSocket socket;
    AddressBytes address;
    ConnectionCounter::Ticket ticket;
    ssl_ctx_st* tls = nullptr; // of its listener; null: plain HTTP
};

/// Serves the connection until it ends, then calls `on_end` with it. To be called on the loop's thread.
[[nodiscard]] std::shared_ptr<Connection> start_connection(std::shared_ptr<boost::asio::io_context> const& loop,
                                                           std::shared_ptr<Site> site, Arrival arrival,
                                                           std::function<void(Connection*)> on_end);

} // namespace zugang::http::server
