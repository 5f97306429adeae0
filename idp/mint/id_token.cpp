#include "idp/mint/id_token.hpp"
#include "idp/mint/authentication.hpp"
#include "idp/mint/claims.hpp"
#include "idp/mint/protect.hpp"
#include "idp/mint/subject.hpp"
#include "idp/oauth/error.hpp"
#include "keys/half_hash.hpp"

namespace zugang::idp::mint {
namespace {

void add_hashes(JsonObject& json, keys::Algorithm algorithm, Vouched const& vouched)
{
    for (auto const& [name, text] : {std::pair{"at_hash", vouched.access_token}, std::pair{"c_hash", vouched.code},
                                     std::pair{"s_hash", vouched.state}})
        if (!text.empty())
            json.add(name, keys::half_hash(algorithm, text));
}

/// By the account as it is now, and read only where a claim about the person is wanted at all.
void add_person(JsonObject& json, WantedClaims const& wanted, std::string const& account_id, Services& on)
{
    if (wanted.empty())
        return;
    auto const described =
        on.database.read([&](store::Connection& db) { return find_described_person(db, account_id); });
    if (!described)
        throw oauth::Error{oauth::ErrorKind::login_required, "the account is gone"};
    add_claims(json, wanted, *described);
}

} // namespace

std::string mint_id_token(TokenRequest const& request, Vouched const& vouched, Services& on, Instant now)
{
    auto const algorithm = request.client.id_token_algorithm;
    auto const details = oauth::grant_details_from_json(request.grant.details);
    JsonObject json;
    json.add("iss", on.config.issuer);
    json.add("sub", subject_of(request.client, request.grant.account_id, on));
    json.add("aud", request.client.id);
    json.add("iat", to_seconds(now));
    json.add("exp", to_seconds(now + Duration{on.config.oidc.id_token_lifetime}));
    add_authentication(json, request.grant, details);
    json.add_if("sid", request.grant.session_id); // a grant of no browser session (CIBA) has none
    if (request.nonce)
        json.add("nonce", *request.nonce);
    add_hashes(json, algorithm, vouched);
    add_person(
        json,
        wanted_claims(vouched.with_scope_claims ? request.scope : std::vector<std::string>{}, details.claims.id_token),
        request.grant.account_id, on);
    return protect(request.client, {algorithm, request.client.id_token_encryption}, "JWT", json.str(), on, now);
}

} // namespace zugang::idp::mint
