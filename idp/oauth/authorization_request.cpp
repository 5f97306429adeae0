#include "idp/oauth/authorization_request.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include <algorithm>

namespace zugang::idp::oauth {
namespace {

std::vector<std::string> prompt_words(Prompt const& prompt)
{
    std::vector<std::string> words;
    if (prompt.none)
        words.emplace_back("none");
    if (prompt.login)
        words.emplace_back("login");
    if (prompt.consent)
        words.emplace_back("consent");
    if (prompt.select_account)
        words.emplace_back("select_account");
    if (prompt.create)
        words.emplace_back("create");
    return words;
}

Prompt prompt_of(std::vector<std::string> const& words)
{
    auto const has = [&](std::string_view word) { return std::ranges::find(words, word) != words.end(); };
    return Prompt{has("none"), has("login"), has("consent"), has("select_account"), has("create")};
}

ResponseMode mode_of(std::string_view name)
{
    for (auto const mode : {ResponseMode::fragment, ResponseMode::form_post})
        if (to_name(mode) == name)
            return mode;
    return ResponseMode::query;
}

std::vector<std::string> strings_in(Json const& json, std::string_view name)
{
    return json.strings(name).value_or(std::vector<std::string>{});
}

ClaimsRequest claims_in(Json const& json)
{
    auto const member = json.find("claims");
    auto claims = member ? parse_claims_request(member->dump()) : ClaimsRequest{};
    return claims ? std::move(*claims) : ClaimsRequest{};
}

void add_wishes(JsonObject& json, AuthorizationRequest const& request)
{
    json.add("acr_values", request.acr_values);
    if (!request.claims.empty())
        json.add_raw("claims", to_json(request.claims));
    json.add_if("expected_subject", request.expected_subject);
    json.add_if("dpop_jkt", request.dpop_jkt);
    json.add("resources", request.resources);
    if (!request.authorization_details.empty())
        json.add_raw("authorization_details", request.authorization_details);
    json.add_if("ui_locales", request.ui_locales);
    json.add_if("pushed_request", request.pushed_request);
}

void read_wishes(Json const& json, AuthorizationRequest& request)
{
    request.acr_values = strings_in(json, "acr_values");
    request.claims = claims_in(json);
    request.expected_subject = json.string("expected_subject");
    request.dpop_jkt = json.string("dpop_jkt");
    request.resources = strings_in(json, "resources");
    if (auto const details = json.find("authorization_details"))
        request.authorization_details = details->dump();
    request.ui_locales = json.string("ui_locales").value_or("");
    request.pushed_request = json.string("pushed_request");
}

} // namespace

std::string to_json(AuthorizationRequest const& request)
{
    JsonObject json;
    json.add("client_id", request.client.id);
    json.add("redirect_uri", request.redirect.uri());
    json.add("response_type", to_name(request.response_type));
    json.add("response_mode", to_name(request.response_mode));
    json.add("response_is_jwt", request.response_is_jwt);
    json.add("scope", request.scope);
    if (request.state)
        json.add("state", *request.state);
    if (request.nonce)
        json.add("nonce", *request.nonce);
    if (request.code_challenge)
        json.add("code_challenge", *request.code_challenge);
    json.add("prompt", prompt_words(request.prompt));
    if (request.max_age)
        json.add("max_age", *request.max_age);
    json.add("login_hint", request.login_hint);
    add_wishes(json, request);
    return json.str();
}

std::optional<AuthorizationRequest> from_json(std::string_view text, Client const& client)
{
    auto const json = Json::parse(text);
    if (!json || json->string("client_id") != client.id)
        return std::nullopt;
    auto redirect = check_redirect_uri(client, json->string("redirect_uri").value_or(""));
    if (!redirect)
        return std::nullopt;
    AuthorizationRequest request{
        .client = client,
        .redirect = *redirect,
        .response_type = parse_response_type(json->string("response_type").value_or("")).value_or(ResponseType{}),
        .response_mode = mode_of(json->string("response_mode").value_or("")),
        .response_is_jwt = json->boolean("response_is_jwt").value_or(false),
        .scope = strings_in(*json, "scope"),
        .state = json->string("state"),
        .nonce = json->string("nonce"),
        .code_challenge = json->string("code_challenge"),
        .prompt = prompt_of(strings_in(*json, "prompt")),
        .max_age = json->integer("max_age"),
        .login_hint = json->string("login_hint").value_or(""),
    };
    read_wishes(*json, request);
    return request;
}

std::string client_id_of(std::string_view text)
{
    auto const json = Json::parse(text);
    return json ? json->string("client_id").value_or("") : "";
}

} // namespace zugang::idp::oauth
