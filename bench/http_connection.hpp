// HttpConnection: one keep-alive connection of the load, as thin as it can be. It reconnects where the server closes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace zugang::bench {

struct HttpAnswer {
    int status = 0;
    std::string head; // status line and headers
    std::string body;

    /// The first header of that name (lower case), or empty.
    [[nodiscard]] std::string header(std::string_view name) const;
};

class HttpConnection {
public:
    explicit HttpConnection(std::uint16_t port) : port_(port) {}
    ~HttpConnection();
    HttpConnection(HttpConnection const&) = delete;
    HttpConnection& operator=(HttpConnection const&) = delete;

    /// Sends a whole request and waits for its answer. Throws std::runtime_error where there is none.
    [[nodiscard]] HttpAnswer exchange(std::string_view request);
    /// "localhost:PORT", as the Host header says it.
    [[nodiscard]] std::string authority() const { return "localhost:" + std::to_string(port_); }

private:
    void connect();
    void disconnect();
    void send(std::string_view text);
    [[nodiscard]] std::string receive_more();

    std::uint16_t port_;
    int socket_ = -1;
    std::string received_;
};

} // namespace zugang::bench
