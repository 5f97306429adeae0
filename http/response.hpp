// Response: what a handler answers, and the few ways to make one.
#pragma once
#include "http/request.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace zugang::http {

struct Response {
    int status = 200;
    std::vector<Header> headers;
    std::string body;

    Response& set(std::string_view name, std::string_view value);       // replaces
    Response& add(std::string_view name, std::string_view value);       // adds, for Set-Cookie
    [[nodiscard]] std::string_view header(std::string_view name) const; // first, or empty
};

[[nodiscard]] Response html(int status, std::string body);
[[nodiscard]] Response json(int status, std::string body); // Cache-Control: no-store
[[nodiscard]] Response text(int status, std::string body);
/// 303 See Other. `location` is an address this program made or has verified.
[[nodiscard]] Response see_other(std::string_view location);

} // namespace zugang::http
