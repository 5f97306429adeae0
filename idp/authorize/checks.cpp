#include "idp/authorize/checks.hpp"
#include "base/text.hpp"
#include "idp/oauth/scope.hpp"
#include <algorithm>
#include <array>
#include <charconv>

namespace zugang::idp::authorize {
namespace {

using AuthorizationRequest = oauth::AuthorizationRequest;
using Error = oauth::Error;
using ErrorKind = oauth::ErrorKind;
using Parameters = http::Parameters;

constexpr std::size_t longest_opaque = 2048; // state and nonce: kept whole or refused, never cut
constexpr std::size_t s256_length = 43;      // 32 bytes in base64url

void check_doubled(Parameters const& parameters, AuthorizationRequest&)
{
    if (parameters.find_doubled())
        throw Error{ErrorKind::invalid_request, "a parameter occurs more than once"};
}

/// RFC 9101 objects, and registration of self-issued providers, are not offered; silently ignoring them would drop
/// what the client asked for.
void check_request_object(Parameters const& parameters, AuthorizationRequest&)
{
    if (parameters.has("request"))
        throw Error{ErrorKind::request_not_supported, "request objects are not supported"};
    if (parameters.has("request_uri"))
        throw Error{ErrorKind::request_uri_not_supported, "request_uri is not supported"};
    if (parameters.has("registration"))
        throw Error{ErrorKind::registration_not_supported, "the registration parameter is not supported"};
}

void check_response_type(Parameters const& parameters, AuthorizationRequest& request)
{
    auto const type = parameters.get("response_type");
    if (type.empty())
        throw Error{ErrorKind::invalid_request, "response_type is missing"};
    if (type != "code")
        throw Error{ErrorKind::unsupported_response_type, "only response_type=code is supported"};
    if (!oauth::has_word(request.client.grant_types, "authorization_code"))
        throw Error{ErrorKind::unauthorized_client, "the client is not registered for the code flow"};
}

void check_response_mode(Parameters const& parameters, AuthorizationRequest&)
{
    auto const mode = parameters.get("response_mode");
    if (!mode.empty() && mode != "query" && mode != "form_post")
        throw Error{ErrorKind::invalid_request, "response_mode must be query or form_post"};
}

void check_state(Parameters const& parameters, AuthorizationRequest& request)
{
    if (parameters.get("state").size() > longest_opaque) {
        request.state.reset(); // an answer that carried it would not fit an address
        throw Error{ErrorKind::invalid_request, "state is longer than 2048 bytes"};
    }
}

void check_nonce(Parameters const& parameters, AuthorizationRequest& request)
{
    request.nonce = parameters.find_filled("nonce");
    if (request.nonce && request.nonce->size() > longest_opaque)
        throw Error{ErrorKind::invalid_request, "nonce is longer than 2048 bytes"};
}

bool is_scope_word(std::string const& word)
{
    return std::ranges::all_of(word, [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
}

/// Unknown words, and words the client may not ask for, are left out (OIDC Core §3.1.2.1); nothing left is an error.
void check_scope(Parameters const& parameters, AuthorizationRequest& request)
{
    auto const asked = split_words(parameters.get("scope"));
    if (!std::ranges::all_of(asked, is_scope_word))
        throw Error{ErrorKind::invalid_scope, "scope contains characters that no scope word has"};
    request.scope = oauth::allowed_scope(asked, request.client.scope);
    if (request.scope.empty())
        throw Error{ErrorKind::invalid_scope, "scope names nothing this client may ask for"};
}

bool is_s256_challenge(std::string const& text)
{
    return text.size() == s256_length && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                                                "0123456789-_") == std::string::npos;
}

/// RFC 7636. `plain` would hand the verifier to whoever sees the request, so there is only S256.
void check_pkce(Parameters const& parameters, AuthorizationRequest& request)
{
    auto const challenge = parameters.find_filled("code_challenge");
    auto const method = parameters.find_filled("code_challenge_method");
    if (!challenge) {
        if (method)
            throw Error{ErrorKind::invalid_request, "code_challenge_method without code_challenge"};
        if (request.client.require_pkce || !request.client.is_confidential())
            throw Error{ErrorKind::invalid_request, "code_challenge is missing (PKCE is required)"};
        return;
    }
    if (method != "S256")
        throw Error{ErrorKind::invalid_request, "code_challenge_method must be S256"};
    if (!is_s256_challenge(*challenge))
        throw Error{ErrorKind::invalid_request, "code_challenge is not 43 base64url characters"};
    request.code_challenge = challenge;
}

void check_prompt(Parameters const& parameters, AuthorizationRequest& request)
{
    auto const words = split_words(parameters.get("prompt"));
    for (auto const& word : words) {
        if (word == "none")
            request.prompt.none = true;
        else if (word == "login")
            request.prompt.login = true;
        else if (word == "consent")
            request.prompt.consent = true;
        else if (word == "select_account")
            request.prompt.select_account = true;
        else if (word == "create")
            request.prompt.create = true;
        else
            throw Error{ErrorKind::invalid_request, "prompt has an unknown value"};
    }
    if (request.prompt.none && words.size() > 1)
        throw Error{ErrorKind::invalid_request, "prompt=none must stand alone"};
}

void check_max_age(Parameters const& parameters, AuthorizationRequest& request)
{
    auto const text = parameters.find_filled("max_age");
    if (!text)
        return;
    std::int64_t seconds = 0;
    auto const [end, problem] = std::from_chars(text->data(), text->data() + text->size(), seconds);
    if (problem != std::errc{} || end != text->data() + text->size() || seconds < 0)
        throw Error{ErrorKind::invalid_request, "max_age is not a number of seconds"};
    request.max_age = seconds;
}

/// A hint never fails: what is unknown or over-long is as good as absent.
void read_hint(Parameters const& parameters, AuthorizationRequest& request)
{
    auto const hint = parameters.get("login_hint");
    constexpr std::size_t longest_hint = 320;
    if (hint.size() <= longest_hint && !has_control_characters(hint))
        request.login_hint = hint;
}

using Check = void (*)(Parameters const&, AuthorizationRequest&);

// Read top to bottom: a request with several faults gets the first one's error.
constexpr std::array<Check, 11> checks{
    check_state, check_doubled, check_request_object, check_response_type, check_response_mode, check_nonce,
    check_scope, check_pkce,    check_prompt,         check_max_age,       read_hint,
};

} // namespace

void check_request(http::Parameters const& parameters, oauth::AuthorizationRequest& request)
{
    for (auto const check : checks)
        check(parameters, request);
}

} // namespace zugang::idp::authorize
