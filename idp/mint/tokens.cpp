#include "idp/mint/tokens.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/mint/claims.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/scope.hpp"
#include "idp/session/evidence.hpp"
#include "keys/half_hash.hpp"
#include "keys/jws.hpp"
#include <stdexcept>

namespace zugang::idp::mint {
namespace {

std::string sign(keys::Algorithm algorithm, std::string_view typ, std::string const& payload, Services& on)
{
    auto const keys = on.keyring.snapshot();
    auto const* const key = keys->find_current(algorithm);
    if (key == nullptr)
        throw std::runtime_error{"no current signing key for " + std::string{to_name(algorithm)}};
    return sign_jws(*key, typ, payload);
}

void add_hashes(JsonObject& json, keys::Algorithm algorithm, Vouched const& vouched)
{
    for (auto const& [name, text] : {std::pair{"at_hash", vouched.access_token}, std::pair{"c_hash", vouched.code},
                                     std::pair{"s_hash", vouched.state}})
        if (!text.empty())
            json.add(name, keys::half_hash(algorithm, text));
}

/// The claims of the scope words, by the account as it is now; `sub` among them.
void add_scope_claims(JsonObject& json, TokenRequest const& request, Services& on)
{
    auto const account =
        on.database.read([&](store::Connection& db) { return store::accounts::find(db, request.grant.account_id); });
    if (!account)
        throw oauth::Error{oauth::ErrorKind::login_required, "the account is gone"};
    auto const person = account->customer_number ? on.database.read([&](store::Connection& db) {
        return store::persons::find(db, *account->customer_number);
    })
                                                 : std::nullopt;
    add_claims(json, request.scope, *account, person);
}

void add_authentication(JsonObject& json, store::Grant const& grant)
{
    auto const evidence = session::evidence_from_json(grant.evidence);
    json.add("auth_time", to_seconds(grant.auth_time));
    json.add_if("acr", session::acr(evidence));
    json.add("amr", session::amr(evidence));
}

} // namespace

std::string mint_access_token(TokenRequest const& request, Services& on, Instant now)
{
    JsonObject json;
    json.add("iss", on.config.issuer);
    json.add("sub", request.grant.account_id);
    json.add("aud", on.config.issuer);
    json.add("client_id", request.client.id);
    json.add("iat", to_seconds(now));
    json.add("exp", to_seconds(now + Duration{on.config.oidc.access_token_lifetime}));
    json.add("jti", random_token(on.random, ""));
    json.add("scope", join_words(request.scope));
    json.add("grant_id", request.grant.id);
    add_authentication(json, request.grant);
    // One algorithm for all clients: access tokens are read by resource servers, not by the client.
    return sign(keys::Algorithm::es256, "at+jwt", json.str(), on);
}

std::string mint_id_token(TokenRequest const& request, Vouched const& vouched, Services& on, Instant now)
{
    auto const algorithm = request.client.id_token_algorithm;
    JsonObject json;
    json.add("iss", on.config.issuer);
    if (vouched.with_scope_claims)
        add_scope_claims(json, request, on);
    else
        json.add("sub", request.grant.account_id);
    json.add("aud", request.client.id);
    json.add("iat", to_seconds(now));
    json.add("exp", to_seconds(now + Duration{on.config.oidc.id_token_lifetime}));
    add_authentication(json, request.grant);
    json.add("sid", request.grant.session_id);
    if (request.nonce)
        json.add("nonce", *request.nonce);
    add_hashes(json, algorithm, vouched);
    return sign(algorithm, "JWT", json.str(), on);
}

http::Response token_answer(TokenRequest const& request, Services& on, Instant now)
{
    auto const access_token = mint_access_token(request, on, now);
    JsonObject json;
    json.add("access_token", access_token);
    json.add("token_type", "Bearer");
    json.add("expires_in", std::int64_t{on.config.oidc.access_token_lifetime.count()});
    json.add("scope", join_words(request.scope));
    json.add_if("refresh_token", request.refresh_token);
    if (oauth::has_word(request.scope, "openid"))
        json.add("id_token", mint_id_token(request, {.access_token = access_token}, on, now));
    return http::json(200, json.str());
}

} // namespace zugang::idp::mint
