#include "idp/token/userinfo.hpp"
#include "base/json.hpp"
#include "idp/client_auth/challenge.hpp"
#include "idp/client_auth/sender.hpp"
#include "idp/mint/access_token.hpp"
#include "idp/mint/claims.hpp"
#include "idp/mint/protect.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/scope.hpp"
#include "store/clients.hpp"

namespace zugang::idp::token {
namespace {

struct Opened {
    store::Grant grant;
    store::ClientRow client;
    mint::DescribedPerson person;
};

/// Everything in one read. A client that acts for itself has no userinfo.
std::optional<Opened> find_opened(store::Connection& db, mint::AccessToken const& token, Instant now)
{
    auto live = mint::find_live(db, token, now);
    if (!live || !live->grant)
        return std::nullopt;
    auto client = store::clients::find(db, token.client_id);
    auto person = mint::find_described_person(db, live->grant->account_id);
    if (!client || !person)
        return std::nullopt;
    return Opened{std::move(*live->grant), std::move(*client), std::move(*person)};
}

std::string claims_for(Opened const& opened, mint::AccessToken const& token, JsonObject json)
{
    auto const details = oauth::grant_details_from_json(opened.grant.details);
    json.add("sub", token.subject); // OIDC Core §5.3.2: the same as in the ID token
    mint::add_claims(json, mint::wanted_claims(token.scope, details.claims.userinfo), opened.person);
    return json.str();
}

/// Most clients want plain JSON, and reading all their metadata costs as much as the rest of the answer.
bool wants_protection(store::ClientRow const& row)
{
    return row.metadata.find("\"userinfo_") != std::string::npos;
}

/// OIDC Core §5.3.2: signed, encrypted or both, as registered; a signed one says by whom and for whom.
http::Response protected_answer(Opened const& opened, mint::AccessToken const& token, Services& on, Instant now)
{
    auto const client = oauth::from_row(opened.client);
    JsonObject json;
    if (client.userinfo.algorithm)
        json.add("iss", on.config.issuer).add("aud", client.id);
    // No typ: "JWT" is what ID tokens say, and this must not pass for one.
    auto answer = http::json(200, mint::protect(client, client.userinfo, "", claims_for(opened, token, json), on, now));
    answer.set("Content-Type", "application/jwt");
    return answer;
}

} // namespace

http::Response userinfo(Call const& call, Services& on)
try {
    auto const presented = client_auth::find_presented_token(call);
    if (!presented)
        return client_auth::challenge_without_error(on);
    auto const token = mint::read_access_token(presented->text, on, call.now);
    if (!token.is_for(on.config.issuer))
        mint::refuse_access_token("aud is not this server");
    client_auth::check_presentation(call, *presented, token.confirmation, on);
    auto const opened = on.database.read([&](store::Connection& db) { return find_opened(db, token, call.now); });
    if (!opened)
        mint::refuse_access_token("the token, its grant or the account has ended");
    if (!oauth::has_word(token.scope, "openid"))
        throw oauth::Error{oauth::ErrorKind::insufficient_scope, "the scope openid is needed"};
    if (wants_protection(opened->client))
        return protected_answer(*opened, token, on, call.now);
    return http::json(200, claims_for(*opened, token, {}));
} catch (oauth::Error const& error) {
    if (error.kind() == oauth::ErrorKind::server_error)
        throw; // nothing the client could mend by another token
    return client_auth::challenge(error, call, on);
}

} // namespace zugang::idp::token
