#include "tests/support/raw_client.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace zugang::tests {
namespace {

constexpr auto patience = std::chrono::milliseconds{10000}; // for an answer that must come

std::string text_or_empty(char const* text)
{
    return text != nullptr ? text : "";
}

} // namespace

struct RawClient::Tls {
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{SSL_CTX_new(TLS_client_method()), &SSL_CTX_free};
    std::unique_ptr<SSL, decltype(&SSL_free)> session{nullptr, &SSL_free};
};

std::string RawAnswer::header(std::string_view name) const
{
    for (auto const& [key, value] : headers)
        if (key == name)
            return value;
    return {};
}

RawClient::RawClient(unsigned short port, bool ipv6)
{
    connect_to(port, ipv6);
}

RawClient::RawClient(unsigned short port, TlsChoice const& tls) : tls_(std::make_unique<Tls>())
{
    connect_to(port, /*ipv6=*/false);
    auto* const context = tls_->context.get();
    SSL_CTX_set_min_proto_version(context, tls.minimum);
    SSL_CTX_set_max_proto_version(context, tls.maximum);
    SSL_CTX_set_security_level(context, 0); // so that old versions are really offered
    if (!tls.ciphers.empty())
        SSL_CTX_set_cipher_list(context, tls.ciphers.c_str());
    if (!tls.alpn.empty())
        SSL_CTX_set_alpn_protos(context, bytes_of(tls.alpn).data(), static_cast<unsigned>(tls.alpn.size()));
    if (!tls.certificate_file.empty() &&
        (SSL_CTX_use_certificate_chain_file(context, tls.certificate_file.c_str()) != 1 ||
         SSL_CTX_use_PrivateKey_file(context, tls.key_file.c_str(), SSL_FILETYPE_PEM) != 1))
        throw std::runtime_error("the client's certificate cannot be used");
    tls_->session.reset(SSL_new(context));
    SSL_set_fd(tls_->session.get(), socket_);
    ERR_clear_error();
    if (SSL_connect(tls_->session.get()) != 1) {
        ::close(socket_);
        throw std::runtime_error("TLS: " + text_or_empty(ERR_reason_error_string(ERR_peek_error())));
    }
}

RawClient::~RawClient()
{
    ::close(socket_);
}

void RawClient::connect_to(unsigned short port, bool ipv6)
{
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    v6.sin6_addr = in6addr_loopback;
    socket_ = ::socket(ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto const* const address = ipv6 ? reinterpret_cast<sockaddr*>(&v6) : reinterpret_cast<sockaddr*>(&v4);
    auto const length = static_cast<socklen_t>(ipv6 ? sizeof v6 : sizeof v4);
    if (socket_ < 0 || ::connect(socket_, address, length) != 0) {
        ::close(socket_);
        throw std::runtime_error("cannot connect");
    }
    int const yes = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

bool RawClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        long count = 0;
        if (tls_)
            count = SSL_write(tls_->session.get(), bytes.data(), static_cast<int>(bytes.size()));
        else
            count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// False at the end or where nothing came in time.
bool RawClient::read_some(std::chrono::milliseconds time)
{
    pollfd ready{socket_, POLLIN, 0};
    bool const is_buffered = tls_ && SSL_pending(tls_->session.get()) > 0;
    if (is_ended_ || (!is_buffered && ::poll(&ready, 1, static_cast<int>(time.count())) <= 0))
        return false;
    char buffer[16384];
    long count = 0;
    if (tls_)
        count = SSL_read(tls_->session.get(), buffer, sizeof buffer);
    else
        count = ::recv(socket_, buffer, sizeof buffer, 0);
    is_ended_ = count <= 0;
    if (count > 0)
        received_.append(buffer, static_cast<std::size_t>(count));
    return count > 0;
}

RawAnswer RawClient::read_answer(bool is_head)
{
    RawAnswer answer;
    auto end = received_.find("\r\n\r\n");
    while (end == std::string::npos) {
        if (!read_some(patience))
            return answer;
        end = received_.find("\r\n\r\n");
    }
    answer.head = received_.substr(0, end + 4);
    received_.erase(0, end + 4);
    auto const status = answer.head.size() > 12 ? answer.head.substr(9, 3) : "0";
    auto rest = std::string_view(answer.head);
    rest.remove_prefix(rest.find("\r\n") + 2);
    while (!rest.starts_with("\r\n")) {
        auto const line = rest.substr(0, rest.find("\r\n"));
        auto const colon = std::min(line.find(':'), line.size());
        answer.headers.emplace_back(to_lower_ascii(line.substr(0, colon)),
                                    trim(line.substr(std::min(colon + 1, line.size()))));
        rest.remove_prefix(line.size() + 2);
    }
    auto const length = answer.header("content-length");
    if (!is_head && !length.empty()) {
        auto const size = std::stoul(length);
        while (received_.size() < size)
            if (!read_some(patience))
                return answer;
        answer.body = received_.substr(0, size);
        received_.erase(0, size);
    }
    answer.status = std::stoi(status);
    return answer;
}

RawAnswer RawClient::ask(std::string_view bytes)
{
    send(bytes); // a refusal may come before all is sent
    return read_answer();
}

std::string RawClient::read_to_end()
{
    while (read_some(patience)) {
    }
    return std::exchange(received_, {});
}

bool RawClient::is_closed_within(std::chrono::milliseconds time)
{
    auto const until = std::chrono::steady_clock::now() + time;
    while (!is_ended_) {
        auto const left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0 || (!read_some(left) && !is_ended_))
            return is_ended_;
    }
    return true;
}

std::string RawClient::tls_version() const
{
    return tls_ ? SSL_get_version(tls_->session.get()) : "";
}

std::string RawClient::tls_protocol() const
{
    unsigned char const* name = nullptr;
    unsigned length = 0;
    if (tls_)
        SSL_get0_alpn_selected(tls_->session.get(), &name, &length);
    return std::string(text_of(ByteView(name, length)));
}

} // namespace zugang::tests
