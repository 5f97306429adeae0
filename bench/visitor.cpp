#include "bench/visitor.hpp"
#include "base/url.hpp"
#include <stdexcept>

namespace zugang::bench {
namespace {

void check_status(HttpAnswer const& answer, int status, std::string_view request)
{
    if (answer.status != status)
        throw std::runtime_error{std::string{request.substr(0, request.find(" HTTP"))} + ": status " +
                                 std::to_string(answer.status) + " " + answer.header("location") +
                                 answer.body.substr(0, 200)};
}

} // namespace

HttpAnswer Visitor::get(HttpConnection& connection, std::string const& address, int status)
{
    return send(connection, "GET " + address + " HTTP/1.1\r\n", "", status);
}

HttpAnswer Visitor::post(HttpConnection& connection, std::string const& address, Fields const& form, int status)
{
    auto const body = encode_form(form);
    return send(connection,
                "POST " + address + " HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                    std::to_string(body.size()) + "\r\n",
                body, status);
}

HttpAnswer Visitor::send(HttpConnection& connection, std::string request, std::string const& body, int status)
{
    request += "Host: " + connection.authority() + "\r\n";
    std::string cookies;
    for (auto const& [name, value] : cookies_)
        cookies.append(cookies.empty() ? "" : "; ").append(name).append("=").append(value);
    if (!cookies.empty())
        request += "Cookie: " + cookies + "\r\n";
    for (auto const& [name, value] : headers_)
        request.append(name).append(": ").append(value).append("\r\n");
    request += "\r\n" + body;
    auto answer = connection.exchange(request);
    check_status(answer, status, request);
    keep_cookies(answer);
    return answer;
}

void Visitor::keep_cookies(HttpAnswer const& answer)
{
    constexpr std::string_view header = "\r\nset-cookie: ";
    auto lower = answer.head;
    for (char& letter : lower)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    for (auto at = lower.find(header); at != std::string::npos; at = lower.find(header, at + 1)) {
        auto const begin = at + header.size();
        auto const pair = answer.head.substr(begin, answer.head.find_first_of(";\r", begin) - begin);
        auto const equals = pair.find('=');
        cookies_[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
}

std::string local_address(HttpConnection const& connection, std::string const& address)
{
    auto const origin = "http://" + connection.authority();
    return address.starts_with(origin) ? address.substr(origin.size()) : address;
}

std::string attribute_after(std::string_view html, std::string_view before)
{
    auto const at = html.find(before);
    if (at == std::string_view::npos)
        throw std::runtime_error{"the page has no " + std::string{before}};
    auto const begin = at + before.size();
    std::string value{html.substr(begin, html.find('"', begin) - begin)};
    constexpr std::string_view escaped = "&amp;";
    for (auto found = value.find(escaped); found != std::string::npos; found = value.find(escaped))
        value.replace(found, escaped.size(), "&");
    return value;
}

std::string parameter_of(std::string_view address, std::string_view name)
{
    for (auto const mark : {'?', '&'}) {
        auto const start = mark + std::string{name} + "=";
        if (auto const at = address.find(start); at != std::string_view::npos) {
            auto const begin = at + start.size();
            return std::string{address.substr(begin, address.find('&', begin) - begin)};
        }
    }
    return {};
}

} // namespace zugang::bench
