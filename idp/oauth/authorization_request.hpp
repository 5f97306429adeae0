// AuthorizationRequest: a request that passed every check (RFC 6749 §4.1.1, OIDC Core §3.1.2.1), as a sign-in keeps it.
#pragma once
#include "idp/oauth/claims_request.hpp"
#include "idp/oauth/redirect.hpp"
#include "idp/oauth/response_type.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zugang::idp::oauth {

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
    ResponseType response_type = {};
    ResponseMode response_mode = ResponseMode::query;
    bool response_is_jwt = false; // JARM
    std::vector<std::string> scope = {};
    std::optional<std::string> state = {};          // byte for byte
    std::optional<std::string> nonce = {};          // byte for byte
    std::optional<std::string> code_challenge = {}; // S256
    Prompt prompt = {};
    std::optional<std::int64_t> max_age = {}; // seconds; the client's default_max_age where the request says nothing
    std::string login_hint = {};
    std::vector<std::string> acr_values = {}; // wished for, best first; the client's default_acr_values likewise
    ClaimsRequest claims = {};                // an essential acr stands in claims.id_token
    std::optional<std::string> expected_subject = {}; // `sub` of id_token_hint or of the claims request
    std::optional<std::string> dpop_jkt = {};         // RFC 9449 §10
    std::vector<std::string> resources = {};          // RFC 8707
    std::string authorization_details = {};           // RFC 9396: checked JSON array, or empty
    std::string ui_locales = {};                      // of a request that stands in no address
    std::optional<std::string> pushed_request = {};   // PAR: used up when this request is answered
};

/// JSON of the request's own parameters (not of the client), for the sign-in's record.
[[nodiscard]] std::string to_json(AuthorizationRequest const& request);
/// Back from `to_json`, checked against the client as it is now: nothing where the redirect address is no longer
/// registered.
[[nodiscard]] std::optional<AuthorizationRequest> from_json(std::string_view json, Client const& client);
/// The client_id in a record, to load the client by; empty where the sign-in has no client.
[[nodiscard]] std::string client_id_of(std::string_view json);

} // namespace zugang::idp::oauth
