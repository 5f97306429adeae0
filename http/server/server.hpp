// Server: strict HTTP/1.1 (RFC 9112) with limits, TLS and a graceful stop. Beast, Asio and OpenSSL stay in the .cpp
// files.
#pragma once
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/server/limits.hpp"
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zugang::http::server {

struct Tls {
    std::string certificate_file; // PEM chain
    std::string key_file;         // PEM
    std::string minimum = "1.3";  // or "1.2" (ECDHE with AEAD only)
};

/// A second listener that asks for a client certificate (RFC 8705); who has none may come too. TLS itself proves that
/// the client holds the certificate's key. Certificate, key and minimum are those of Options::tls, which it needs.
struct ClientCertificates {
    std::string address = "127.0.0.1";
    unsigned short port = 0;
    std::string ca_file;             // PEM: who can vouch for a certificate; empty: nobody
    bool accepts_unverified = false; // also certificates nobody there vouches for (self-signed)
};

struct Options {
    std::string address = "127.0.0.1";
    unsigned short port = 0;                  // 0: any free one
    std::vector<std::string> allowed_hosts;   // lower-case "host[:port]"; anything else answers 421. Empty: all (tests)
    std::vector<std::string> trusted_proxies; // addresses or CIDR whose X-Forwarded-For is believed
    std::optional<Tls> tls;
    std::optional<ClientCertificates> client_certificates;
    Limits limits;
    std::size_t threads = 1; // that move bytes
};

/// Answers one request, once, from any thread. Not calling it ends the connection when the Responder is destroyed.
using Responder = std::function<void(Response)>;
/// Called on a socket's thread: hand work to a lane and return at once.
using Handler = std::function<void(Request, Responder)>;

class Server {
public:
    /// Binds and listens; throws std::system_error where that fails, std::runtime_error for a bad certificate.
    Server(Options options, Handler handler);
    ~Server(); // stop()
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    [[nodiscard]] unsigned short port() const;
    /// Of the listener that asks for client certificates; 0 without one.
    [[nodiscard]] unsigned short client_certificate_port() const;
    /// Takes no new connections, lets running requests finish for at most `grace`, then closes everything. Safe to call
    /// twice.
    void stop(std::chrono::milliseconds grace = std::chrono::seconds{10});

private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

} // namespace zugang::http::server
