#include "http/server/response_writer.hpp"
#include "base/clock.hpp"
#include "http/server/characters.hpp"
#include <algorithm>
#include <fmt/chrono.h>

namespace zugang::http::server {
namespace {

/// "Tue, 24 Nov 2026 06:11:45 GMT", made once per second and thread.
std::string const& date_line()
{
    thread_local std::int64_t made_at = -1;
    thread_local std::string line;
    auto const now = to_seconds(SystemClock{}.now());
    if (now != made_at) {
        made_at = now;
        line = fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(static_cast<std::time_t>(now)));
    }
    return line;
}

bool is_servers_own(std::string_view name)
{
    return equals_ignoring_case(name, "Content-Length") || equals_ignoring_case(name, "Transfer-Encoding") ||
           equals_ignoring_case(name, "Connection") || equals_ignoring_case(name, "Date") ||
           equals_ignoring_case(name, "Server");
}

bool may_leave(Response const& response)
{
    if (response.status < 200 || response.status > 599)
        return false;
    return std::ranges::all_of(response.headers, [](Header const& header) {
        return is_token(header.name) && !is_servers_own(header.name) &&
               std::ranges::all_of(header.value, is_field_character);
    });
}

void append_number(std::string& out, std::size_t number)
{
    fmt::format_int const digits(number);
    out.append(digits.data(), digits.size());
}

} // namespace

bool append_response(std::string& out, Response const& response, WireOptions options)
{
    if (!may_leave(response))
        return false;
    bool const has_body = response.status != 204 && response.status != 304;
    std::size_t length = 256 + response.body.size();
    for (auto const& header : response.headers)
        length += header.name.size() + header.value.size() + 4;
    out.reserve(out.size() + length);

    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::size_t>(response.status));
    out.append(" ").append(status_words(response.status)).append("\r\n");
    for (auto const& header : response.headers)
        out.append(header.name).append(": ").append(header.value).append("\r\n");
    out += date_line();
    if (has_body) {
        out += "Content-Length: ";
        append_number(out, response.body.size());
        out += "\r\n";
    }
    out += options.closes ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
    if (has_body && !options.head_only)
        out += response.body;
    return true;
}

Response plain_answer(int status)
{
    auto response = text(status, std::to_string(status) + " " + std::string(status_words(status)) + "\n");
    response.add("Cache-Control", "no-store");
    return response;
}

void append_plain_response(std::string& out, int status, bool head_only)
{
    WireOptions options;
    options.closes = true;
    options.head_only = head_only;
    [[maybe_unused]] bool const is_appended = append_response(out, plain_answer(status), options);
}

} // namespace zugang::http::server
