#include "idp/mint/tokens.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/oauth/scope.hpp"
#include "idp/session/evidence.hpp"
#include "keys/jws.hpp"
#include <stdexcept>

namespace zugang::idp::mint {
namespace {

constexpr std::size_t half_of_sha256 = 16;

std::string sign(keys::Algorithm algorithm, std::string_view typ, std::string const& payload, Services& on)
{
    auto const keys = on.keyring.snapshot();
    auto const* const key = keys->find_current(algorithm);
    if (key == nullptr)
        throw std::runtime_error{"no current signing key for " + std::string{to_name(algorithm)}};
    return sign_jws(*key, typ, payload);
}

/// The left half of the access token's hash (OIDC Core §3.1.3.6). All our algorithms but ES384 and EdDSA use SHA-256;
/// for those two the hash of their own name differs, so at_hash, which is optional in the code flow, is left out.
std::optional<std::string> at_hash(keys::Algorithm algorithm, std::string_view access_token)
{
    if (algorithm == keys::Algorithm::es384 || algorithm == keys::Algorithm::eddsa)
        return std::nullopt;
    auto const hash = sha256(bytes_of(access_token));
    return base64url_encode(ByteView{hash}.first(half_of_sha256));
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

std::string mint_id_token(TokenRequest const& request, std::string_view access_token, Services& on, Instant now)
{
    auto const algorithm = request.client.id_token_algorithm;
    JsonObject json;
    json.add("iss", on.config.issuer);
    json.add("sub", request.grant.account_id);
    json.add("aud", request.client.id);
    json.add("iat", to_seconds(now));
    json.add("exp", to_seconds(now + Duration{on.config.oidc.id_token_lifetime}));
    add_authentication(json, request.grant);
    json.add("sid", request.grant.session_id);
    if (request.nonce)
        json.add("nonce", *request.nonce);
    json.add_if("at_hash", at_hash(algorithm, access_token));
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
        json.add("id_token", mint_id_token(request, access_token, on, now));
    return http::json(200, json.str());
}

} // namespace zugang::idp::mint
