#include "idp/mint/id_token_hint.hpp"
#include "base/json.hpp"
#include "keys/jws.hpp"

namespace zugang::idp::mint {
namespace {

/// The payload of a JWT that we signed as an ID token.
std::optional<Json> find_signed_claims(std::string_view hint, Services& on)
{
    auto const jws = keys::parse_jws(hint);
    if (!jws || jws->typ != "JWT") // no access token, logout token or answer of ours passes for one (RFC 8725 §3.11)
        return std::nullopt;
    auto const keys = on.keyring.snapshot();
    auto const* const key = keys->find_public(jws->kid);
    auto const payload = key == nullptr ? Result<std::string>{failure("unknown kid")} : verify_jws(*jws, *key);
    auto claims = payload ? Json::parse(*payload) : Result<Json>{failure("not verified")};
    return claims ? std::optional{std::move(*claims)} : std::nullopt;
}

} // namespace

std::optional<IdTokenHint> verify_id_token_hint(std::string_view hint, Services& on)
{
    auto const claims = find_signed_claims(hint, on);
    if (!claims || claims->string("iss") != on.config.issuer || !claims->integer("auth_time"))
        return std::nullopt;
    auto client_id = claims->string("aud");
    auto subject = claims->string("sub");
    if (!client_id || !subject)
        return std::nullopt;
    return IdTokenHint{std::move(*client_id), std::move(*subject), claims->string("sid").value_or("")};
}

} // namespace zugang::idp::mint
