// Cookies (RFC 6265): reading the Cookie header, writing Set-Cookie with the __Host- prefix.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zugang::http {

class Cookies {
public:
    [[nodiscard]] static Cookies parse(std::string_view header);
    /// Nothing where it is missing or comes twice with different values (somebody planted one).
    [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
    [[nodiscard]] bool empty() const { return list_.empty(); }

private:
    std::vector<std::pair<std::string, std::string>> list_;
};

enum class SameSite { lax, strict, none };

struct CookieOptions {
    SameSite same_site = SameSite::lax;
    std::optional<std::chrono::seconds> max_age; // nothing: until the browser closes
    bool http_only = true;
};

/// "NAME=VALUE; Path=/; Secure; HttpOnly; SameSite=…". `name` starts with "__Host-"; `value` is ASCII without
/// separators.
[[nodiscard]] std::string set_cookie(std::string_view name, std::string_view value, CookieOptions options = {});
[[nodiscard]] std::string clear_cookie(std::string_view name);

} // namespace zugang::http
