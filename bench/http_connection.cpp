#include "bench/http_connection.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace zugang::bench {
namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";

std::size_t number_of(std::string_view text)
{
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

std::string HttpAnswer::header(std::string_view name) const
{
    std::string_view rest = head;
    while (!rest.empty()) {
        auto const line = rest.substr(0, rest.find("\r\n"));
        auto const colon = line.find(':');
        if (colon != std::string_view::npos && to_lower_ascii(line.substr(0, colon)) == name)
            return std::string{trim(line.substr(colon + 1))};
        rest.remove_prefix(std::min(line.size() + 2, rest.size()));
    }
    return {};
}

HttpConnection::~HttpConnection()
{
    disconnect();
}

HttpAnswer HttpConnection::exchange(std::string_view request)
{
    if (socket_ < 0)
        connect();
    send(request);
    while (received_.find(end_of_head) == std::string::npos)
        received_ += receive_more();
    auto const body_begin = received_.find(end_of_head) + end_of_head.size();
    HttpAnswer answer;
    answer.head = received_.substr(0, body_begin);
    constexpr std::size_t status_offset = 9; // behind "HTTP/1.1 "
    answer.status = static_cast<int>(number_of(std::string_view{answer.head}.substr(status_offset, 3)));
    auto const length = number_of(answer.header("content-length"));
    while (received_.size() < body_begin + length)
        received_ += receive_more();
    answer.body = received_.substr(body_begin, length);
    received_.erase(0, body_begin + length);
    if (to_lower_ascii(answer.header("connection")) == "close")
        disconnect();
    return answer;
}

void HttpConnection::connect()
{
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket_ < 0)
        throw std::runtime_error{"no socket"};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int const on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (::connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof(address)) != 0) {
        disconnect();
        throw std::runtime_error{"nothing listens"};
    }
}

void HttpConnection::disconnect()
{
    if (socket_ >= 0)
        ::close(socket_);
    socket_ = -1;
    received_.clear();
}

void HttpConnection::send(std::string_view text)
{
    while (!text.empty()) {
        auto const count = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        if (count <= 0) {
            disconnect();
            throw std::runtime_error{"the connection broke"};
        }
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

std::string HttpConnection::receive_more()
{
    std::array<char, 16384> buffer{};
    auto const count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count <= 0) {
        disconnect();
        throw std::runtime_error{"the connection broke"};
    }
    return {buffer.data(), static_cast<std::size_t>(count)};
}

} // namespace zugang::bench
