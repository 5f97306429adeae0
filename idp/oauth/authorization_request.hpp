// AuthorizationRequest: a request that passed every check (RFC 6749 §4.1.1, OIDC Core §3.1.2.1), as a sign-in keeps it.
#pragma once
#include "idp/oauth/redirect.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zugang::idp::oauth {

enum class ResponseMode { query, form_post };

struct Prompt {
    bool none = false;
    bool login = false;
    bool consent = false;
    bool select_account = false;
    bool create = false;
};

struct AuthorizationRequest {
    Client client;
    VerifiedRedirect redirect;
    ResponseMode response_mode = ResponseMode::query;
    std::vector<std::string> scope = {};
    std::optional<std::string> state = {};          // byte for byte
    std::optional<std::string> nonce = {};          // byte for byte
    std::optional<std::string> code_challenge = {}; // S256
    Prompt prompt = {};
    std::optional<std::int64_t> max_age = {}; // seconds
    std::string login_hint = {};
};

/// JSON of the request's own parameters (not of the client), for the sign-in's record.
[[nodiscard]] std::string to_json(AuthorizationRequest const& request);
/// Back from `to_json`, checked against the client as it is now: nothing where the redirect address is no longer
/// registered.
[[nodiscard]] std::optional<AuthorizationRequest> from_json(std::string_view json, Client const& client);
/// The client_id in a record, to load the client by; empty where the sign-in has no client.
[[nodiscard]] std::string client_id_of(std::string_view json);

} // namespace zugang::idp::oauth
