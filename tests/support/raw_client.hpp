// RawClient: a socket that sends exactly the bytes it is given and reads what comes back, plain or over TLS.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zugang::tests {

struct RawAnswer {
    int status = 0;                                           // 0: the connection ended or nothing came in time
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string body;
    std::string head; // as received

    /// The first header of that lower-case name, or "".
    [[nodiscard]] std::string header(std::string_view name) const;
};

struct TlsChoice {
    int minimum = 0;              // OpenSSL's TLS1_2_VERSION …; 0: any
    int maximum = 0;              // 0: any
    std::string alpn;             // in wire form ("\x08http/1.1"); empty: not offered
    std::string ciphers;          // for TLS 1.2; empty: OpenSSL's
    std::string certificate_file; // shown where the server asks for one; empty: none
    std::string key_file;
};

class RawClient {
public:
    /// Connects to 127.0.0.1, or [::1]. Throws std::runtime_error where that fails, also by the handshake.
    explicit RawClient(unsigned short port, bool ipv6 = false);
    RawClient(unsigned short port, TlsChoice const& tls);
    ~RawClient();
    RawClient(RawClient const&) = delete;
    RawClient& operator=(RawClient const&) = delete;

    /// False where the connection has ended.
    bool send(std::string_view bytes);
    /// One answer; further ones stay for the next call. `is_head`: no body follows.
    [[nodiscard]] RawAnswer read_answer(bool is_head = false);
    /// send and read_answer.
    [[nodiscard]] RawAnswer ask(std::string_view bytes);
    /// Everything until the peer closes.
    [[nodiscard]] std::string read_to_end();
    /// Whether the peer closes within `time`, whatever it still sends.
    [[nodiscard]] bool is_closed_within(std::chrono::milliseconds time);
    /// The TLS version ("TLSv1.3") and protocol ("http/1.1") agreed on; empty without.
    [[nodiscard]] std::string tls_version() const;
    [[nodiscard]] std::string tls_protocol() const;

private:
    struct Tls;
    void connect_to(unsigned short port, bool ipv6);
    [[nodiscard]] bool read_some(std::chrono::milliseconds time);

    int socket_ = -1;
    std::unique_ptr<Tls> tls_;
    std::string received_;
    bool is_ended_ = false;
};

} // namespace zugang::tests
