#include "idp/mint/access_token.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/oauth/error.hpp"
#include "keys/jws.hpp"

namespace zugang::idp::mint {
namespace {

[[noreturn]] void refuse_token(std::string const& cause)
{
    throw oauth::Error{oauth::ErrorKind::invalid_token, "the access token is wrong, expired or revoked", cause};
}

Json verified_payload(std::string_view text, Services& on)
{
    auto const jws = keys::parse_jws(text);
    if (!jws)
        refuse_token(jws.error().what);
    if (jws->typ != "at+jwt") // an ID token must not pass as an access token (RFC 8725 §3.11)
        refuse_token("typ is not at+jwt");
    auto const keys = on.keyring.snapshot();
    auto const* const key = keys->find_public(jws->kid);
    if (key == nullptr)
        refuse_token("unknown kid");
    auto const payload = verify_jws(*jws, *key);
    if (!payload)
        refuse_token(payload.error().what);
    auto json = Json::parse(*payload);
    if (!json)
        refuse_token(json.error().what);
    return std::move(*json);
}

} // namespace

VerifiedAccessToken verify_access_token(std::string_view text, Services& on, Instant now)
{
    auto const payload = verified_payload(text, on);
    if (payload.string("iss") != on.config.issuer || payload.string("aud") != on.config.issuer)
        refuse_token("iss or aud is not this server");
    if (payload.integer("exp").value_or(0) <= to_seconds(now))
        refuse_token("expired");
    auto const grant_id = payload.string("grant_id").value_or("");
    auto grant = on.database.read([&](store::Connection& db) { return store::grants::find_live(db, grant_id, now); });
    if (!grant)
        refuse_token("the grant was revoked or has ended");
    return {std::move(*grant), split_words(payload.string("scope").value_or(""))};
}

} // namespace zugang::idp::mint
