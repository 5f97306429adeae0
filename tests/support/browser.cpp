#include "tests/support/browser.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace zugang::tests {
namespace {

constexpr int most_redirects = 12;

class Socket {
public:
    explicit Socket(unsigned short port) : handle_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in peer{};
        peer.sin_family = AF_INET;
        peer.sin_port = htons(port);
        peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (handle_ < 0 || ::connect(handle_, reinterpret_cast<sockaddr const*>(&peer), sizeof peer) != 0)
            throw std::runtime_error{"cannot connect to the server under test"};
    }
    ~Socket() { ::close(handle_); }
    Socket(Socket const&) = delete;
    Socket& operator=(Socket const&) = delete;

    void send(std::string_view text) const
    {
        while (!text.empty()) {
            auto const sent = ::send(handle_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0)
                throw std::runtime_error{"the server closed the connection while it was written to"};
            text.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    [[nodiscard]] std::string receive_all() const
    {
        std::string all;
        char buffer[16384];
        for (;;) {
            auto const got = ::recv(handle_, buffer, sizeof buffer, 0);
            if (got <= 0)
                return all;
            all.append(buffer, static_cast<std::size_t>(got));
        }
    }

private:
    int handle_;
};

Page parse_answer(std::string const& raw)
{
    Page page;
    auto const end = raw.find("\r\n\r\n");
    if (end == std::string::npos || raw.size() < 12)
        throw std::runtime_error{"not an HTTP answer: " + raw.substr(0, 200)};
    page.status = std::stoi(raw.substr(9, 3));
    for (auto at = raw.find("\r\n") + 2; at < end; at = raw.find("\r\n", at) + 2) {
        auto const line = raw.substr(at, raw.find("\r\n", at) - at);
        auto const colon = line.find(':');
        page.headers.push_back({line.substr(0, colon), std::string{trim(line.substr(colon + 1))}});
    }
    page.body = raw.substr(end + 4);
    return page;
}

} // namespace

Browser::Browser(unsigned short port) : port_(port) {}

Page Browser::request(std::string_view method, std::string const& address, std::string const& body,
                      std::vector<http::Header> const& headers)
{
    auto const origin = "http://localhost:" + std::to_string(port_);
    auto const target = address.starts_with(origin) ? address.substr(origin.size()) : address;
    std::string text = std::string{method} + " " + target + " HTTP/1.1\r\nHost: localhost:" + std::to_string(port_) +
                       "\r\nConnection: close\r\nUser-Agent: " + user_agent + "\r\n";
    std::string jar;
    for (auto const& [name, value] : cookies)
        jar += (jar.empty() ? "" : "; ") + name + "=" + value;
    if (!jar.empty())
        text += "Cookie: " + jar + "\r\n";
    for (auto const& list : {extra_headers, headers}) {
        for (auto const& header : list)
            text += header.name + ": " + header.value + "\r\n";
    }
    if (method == "POST" || method == "PUT")
        text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    Socket const socket{port_};
    socket.send(text + "\r\n" + body);
    auto page = parse_answer(socket.receive_all());
    page.address = origin + target;
    keep_cookies(page);
    return page;
}

Page Browser::get(std::string const& address)
{
    return follow(request("GET", address, ""));
}

Page Browser::post(std::string const& address, Fields const& fields)
{
    auto const origin = "http://localhost:" + std::to_string(port_);
    return follow(request("POST", address, encode_form(fields),
                          {{"Content-Type", "application/x-www-form-urlencoded"}, {"Origin", origin}}));
}

Page Browser::submit(Page const& page, Fields const& fields, std::string_view action)
{
    auto const start = page.find_form(action);
    if (start == std::string::npos)
        throw std::runtime_error{"no such form on page " + page.name() + " " + page.address};
    auto const begin = start + 8;
    auto target = page.body.substr(begin, page.body.find('"', begin) - begin);
    for (auto at = target.find("&amp;"); at != std::string::npos; at = target.find("&amp;", at + 1))
        target.replace(at, 5, "&");
    auto all = page.hidden_fields(action);
    std::erase_if(all, [&](auto const& hidden) { // a script filled it
        return std::ranges::find(fields, hidden.first, &Fields::value_type::first) != fields.end();
    });
    all.insert(all.end(), fields.begin(), fields.end());
    return post(target, all);
}

Page Browser::follow(Page page)
{
    auto const origin = "http://localhost:" + std::to_string(port_);
    for (int hops = 0; hops < most_redirects; ++hops) {
        auto next = page.status == 303          ? page.header("Location")
                    : page.name() == "continue" ? page.refresh_address()
                                                : "";
        if (next.empty())
            return page;
        if (!next.starts_with('/') && !next.starts_with(origin)) {
            page.address = next; // the client's address: not ours to ask
            return page;
        }
        page = request("GET", next, "");
    }
    throw std::runtime_error{"too many redirects at " + page.address};
}

void Browser::keep_cookies(Page const& page)
{
    for (auto const& header : page.headers) {
        if (to_lower_ascii(header.name) != "set-cookie")
            continue;
        auto const pair = header.value.substr(0, header.value.find(';'));
        auto const equals = pair.find('=');
        auto const name = pair.substr(0, equals);
        auto const value = pair.substr(equals + 1);
        if (value.empty() || header.value.find("Max-Age=0") != std::string::npos)
            cookies.erase(name);
        else
            cookies[name] = value;
    }
}

} // namespace zugang::tests
