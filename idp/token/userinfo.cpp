#include "idp/token/userinfo.hpp"
#include "base/json.hpp"
#include "idp/client_auth/challenge.hpp"
#include "idp/client_auth/sender.hpp"
#include "idp/mint/access_token.hpp"
#include "idp/mint/claims.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/scope.hpp"

namespace zugang::idp::token {
namespace {

struct Opened {
    mint::VerifiedAccessToken token;
    mint::DescribedPerson person;
};

/// The token and the person in one read. A client that acts for itself has no userinfo.
std::optional<Opened> find_opened(store::Connection& db, mint::AccessToken const& token, Instant now)
{
    auto live = mint::find_live(db, token, now);
    if (!live || !live->grant)
        return std::nullopt;
    auto person = mint::find_described_person(db, live->grant->account_id);
    return person ? std::optional{Opened{std::move(*live), std::move(*person)}} : std::nullopt;
}

} // namespace

http::Response userinfo(Call const& call, Services& on)
try {
    auto const presented = client_auth::find_presented_token(call);
    if (!presented)
        return client_auth::challenge_without_error();
    auto const token = mint::read_access_token(presented->text, on, call.now);
    if (!token.is_for(on.config.issuer))
        mint::refuse_access_token("aud is not this server");
    client_auth::check_presentation(call, *presented, token.confirmation, on);
    auto const opened = on.database.read([&](store::Connection& db) { return find_opened(db, token, call.now); });
    if (!opened)
        mint::refuse_access_token("the token, its grant or the account has ended");
    if (!oauth::has_word(token.scope, "openid"))
        throw oauth::Error{oauth::ErrorKind::insufficient_scope, "the scope openid is needed"};
    auto const details = oauth::grant_details_from_json(opened->token.grant->details);
    JsonObject json;
    json.add("sub", token.subject);
    mint::add_claims(json, mint::wanted_claims(token.scope, details.claims.userinfo), opened->person);
    return http::json(200, json.str());
} catch (oauth::Error const& error) {
    return client_auth::challenge(error, call, on);
}

} // namespace zugang::idp::token
