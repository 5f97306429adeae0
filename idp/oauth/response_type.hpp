// ResponseType and ResponseMode: what an authorization request asks for, and how the answer travels (OAuth 2.0 Multiple
// Response Types, Form Post Response Mode, JARM §2.3).
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace zugang::idp::oauth {

/// What is asked for: code, id_token, or both, and token with either.
struct ResponseType {
    bool code = true;
    bool id_token = false;
    bool token = false;

    [[nodiscard]] bool is_code_alone() const { return code && !id_token && !token; }
    bool operator==(ResponseType const&) const = default;
};

/// The words in any order, each once. Nothing for other words, for "none" and for "token" alone.
[[nodiscard]] std::optional<ResponseType> parse_response_type(std::string_view text);
/// "code", "id_token token", "code id_token token", …: as registered and as published.
[[nodiscard]] std::string to_name(ResponseType const& type);

enum class ResponseMode { query, fragment, form_post };
[[nodiscard]] std::string_view to_name(ResponseMode mode);

struct ResponseWay {
    ResponseMode mode = ResponseMode::query;
    bool is_jwt = false; // JARM
    bool operator==(ResponseWay const&) const = default;
};

/// Where no response_mode is given: tokens never travel in a query, which servers and proxies log.
[[nodiscard]] ResponseMode default_mode(ResponseType const& type);
/// "query", "fragment", "form_post", "jwt" and the three with ".jwt"; empty is the type's default. Nothing for other
/// names, and for a query that would carry a token.
[[nodiscard]] std::optional<ResponseWay> parse_response_way(std::string_view name, ResponseType const& type);

} // namespace zugang::idp::oauth
