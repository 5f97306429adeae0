// Visitor: a browser of the load. Keeps cookies, reads the two things it needs from a page.
#pragma once
#include "bench/http_connection.hpp"
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace zugang::bench {

using Fields = std::vector<std::pair<std::string, std::string>>;

class Visitor {
public:
    Visitor() = default;
    /// With an Authorization header of that content in every request.
    explicit Visitor(std::string authorization) { set_header("Authorization", authorization); }
    /// Goes with every request from now on.
    void set_header(std::string const& name, std::string const& value) { headers_[name] = value; }
    /// Throws std::runtime_error unless the status is `status`.
    [[nodiscard]] HttpAnswer get(HttpConnection& connection, std::string const& address, int status);
    [[nodiscard]] HttpAnswer post(HttpConnection& connection, std::string const& address, Fields const& form,
                                  int status);

private:
    [[nodiscard]] HttpAnswer send(HttpConnection& connection, std::string request, std::string const& body, int status);
    void keep_cookies(HttpAnswer const& answer);

    std::map<std::string, std::string, std::less<>> cookies_;
    std::map<std::string, std::string> headers_;
};

/// Path and query of an address of this server; other addresses stay as they are.
[[nodiscard]] std::string local_address(HttpConnection const& connection, std::string const& address);
/// What stands between `before` and the next double quote, with &amp; resolved. Throws where `before` is missing.
[[nodiscard]] std::string attribute_after(std::string_view html, std::string_view before);
/// A parameter of an address's query, or empty; enough for codes, which need no decoding.
[[nodiscard]] std::string parameter_of(std::string_view address, std::string_view name);

} // namespace zugang::bench
