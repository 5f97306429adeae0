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

} // namespace

std::string to_json(AuthorizationRequest const& request)
{
    JsonObject json;
    json.add("client_id", request.client.id);
    json.add("redirect_uri", request.redirect.uri());
    json.add("form_post", request.response_mode == ResponseMode::form_post);
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
    return AuthorizationRequest{
        .client = client,
        .redirect = *redirect,
        .response_mode = json->boolean("form_post").value_or(false) ? ResponseMode::form_post : ResponseMode::query,
        .scope = json->strings("scope").value_or(std::vector<std::string>{}),
        .state = json->string("state"),
        .nonce = json->string("nonce"),
        .code_challenge = json->string("code_challenge"),
        .prompt = prompt_of(json->strings("prompt").value_or(std::vector<std::string>{})),
        .max_age = json->integer("max_age"),
        .login_hint = json->string("login_hint").value_or(""),
    };
}

std::string client_id_of(std::string_view text)
{
    auto const json = Json::parse(text);
    return json ? json->string("client_id").value_or("") : "";
}

} // namespace zugang::idp::oauth
