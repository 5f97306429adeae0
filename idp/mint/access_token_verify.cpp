#include "base/text.hpp"
#include "idp/mint/access_token.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/scope.hpp"
#include "keys/jws.hpp"
#include "store/clients.hpp"
#include "store/revoked_access_tokens.hpp"

namespace zugang::idp::mint {
namespace {

Json verified_claims(std::string_view text, Services& on)
{
    auto const jws = keys::parse_jws(text);
    if (!jws)
        refuse_access_token(jws.error().what);
    if (jws->typ != "at+jwt") // an ID token must not pass as an access token (RFC 8725 §3.11)
        refuse_access_token("typ is not at+jwt");
    auto const keys = on.keyring.snapshot();
    auto const* const key = keys->find_public(jws->kid);
    if (key == nullptr)
        refuse_access_token("unknown kid");
    auto const payload = verify_jws(*jws, *key);
    if (!payload)
        refuse_access_token(payload.error().what);
    auto json = Json::parse(*payload);
    if (!json)
        refuse_access_token(json.error().what);
    return std::move(*json);
}

std::vector<std::string> audience_from(Json const& claims)
{
    if (auto one = claims.string("aud"))
        return {std::move(*one)};
    return claims.strings("aud").value_or(std::vector<std::string>{});
}

oauth::Confirmation confirmation_from(Json const& claims)
{
    auto const cnf = claims.find("cnf");
    return cnf ? oauth::Confirmation{cnf->string("jkt"), cnf->string("x5t#S256")} : oauth::Confirmation{};
}

} // namespace

void refuse_access_token(std::string const& cause)
{
    throw oauth::Error{oauth::ErrorKind::invalid_token, "the access token is wrong, expired or revoked", cause};
}

bool AccessToken::is_for(std::string_view audience_member) const
{
    return oauth::has_word(audience, audience_member);
}

AccessToken read_access_token(std::string_view text, Services& on, Instant now)
{
    auto claims = verified_claims(text, on);
    if (claims.string("iss") != on.config.issuer)
        refuse_access_token("iss is not this server");
    auto const expires_at = from_seconds(claims.integer("exp").value_or(0));
    if (expires_at <= now)
        refuse_access_token("expired");
    return {.id = claims.string("jti").value_or(""),
            .client_id = claims.string("client_id").value_or(""),
            .subject = claims.string("sub").value_or(""),
            .grant_id = claims.string("grant_id").value_or(""),
            .audience = audience_from(claims),
            .scope = split_words(claims.string("scope").value_or("")),
            .expires_at = expires_at,
            .confirmation = confirmation_from(claims),
            .claims = std::move(claims)};
}

std::optional<VerifiedAccessToken> find_live(store::Connection& db, AccessToken const& token, Instant now)
{
    if (!token.grant_id.empty()) {
        auto grant = store::grants::find_live_for_token(db, token.grant_id, token.id, now);
        return grant ? std::optional{VerifiedAccessToken{token, std::move(grant)}} : std::nullopt;
    }
    if (store::revoked_access_tokens::has(db, token.id) || !store::clients::find(db, token.client_id))
        return std::nullopt;
    return VerifiedAccessToken{token, std::nullopt};
}

} // namespace zugang::idp::mint
