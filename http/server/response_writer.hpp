// A response as bytes (RFC 9112). Nothing in it tells the program, its version or its libraries.
#pragma once
#include "http/response.hpp"
#include <string>

namespace zugang::http::server {

struct WireOptions {
    bool head_only = false; // the answer to HEAD: the length, but no body
    bool closes = false;
};

/// Appends status line, headers and body to `out`; adds Date, Content-Length and Connection. False, with `out` as it
/// was, where the response must not leave: a value with CR, LF or another control character (response splitting), a
/// name that is no token or is the server's own to set, or a status outside 200 to 599.
[[nodiscard]] bool append_response(std::string& out, Response const& response, WireOptions options);

/// The server's own short answer to a request that was refused or failed.
[[nodiscard]] Response plain_answer(int status);
/// Appends `plain_answer(status)` and closes.
void append_plain_response(std::string& out, int status, bool head_only);

/// The words of the status line; "Unknown" for a status without.
[[nodiscard]] std::string_view status_words(int status);

} // namespace zugang::http::server
