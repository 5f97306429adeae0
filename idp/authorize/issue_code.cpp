#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/authorize/respond.hpp"
#include "idp/oauth/grant_details.hpp"
#include "idp/oauth/refresh_binding.hpp"
#include "store/authorization_codes.hpp"
#include "store/grants.hpp"

namespace zugang::idp::authorize {
namespace {

store::Grant grant_for(oauth::AuthorizationRequest const& request, store::Session const& session, Services& on,
                       Instant now)
{
    auto const outlives = oauth::outlives_session(request.client.refresh_binding, request.scope);
    store::Grant grant;
    grant.id = random_token(on.random, "zgg_");
    grant.client_id = request.client.id;
    grant.account_id = session.account_id;
    grant.session_id = session.id;
    grant.scope = join_words(request.scope);
    grant.evidence = session.evidence;
    grant.auth_time = session.auth_time;
    grant.nonce = request.nonce;
    grant.details = oauth::to_json(oauth::GrantDetails{.claims = request.claims,
                                                       .resources = request.resources,
                                                       .authorization_details = request.authorization_details,
                                                       .confirmation = {.jkt = request.dpop_jkt, .x5t_s256 = {}}});
    grant.created_at = now;
    grant.outlives_session = outlives;
    grant.expires_at = outlives ? now + Duration{on.config.oidc.refresh_token_absolute} : session.expires_at;
    return grant;
}

} // namespace

std::string issue_code(store::Connection& tx, oauth::AuthorizationRequest const& request,
                       session::Session const& session, Services& on, Instant now)
{
    // Held, then read again: a sign-out or a reset at this moment waits, and revokes this grant with the others.
    store::sessions::hold(tx, session.row.id);
    auto const live = store::sessions::find_live_by_id(tx, session.row.id, now);
    if (!live || live->account_id != session.account.id)
        throw oauth::Error{oauth::ErrorKind::login_required, "the session has ended"};
    auto const grant = grant_for(request, *live, on, now);
    store::grants::insert(tx, grant);
    auto code_text = random_token(on.random, "zgc_");
    store::AuthorizationCode code;
    code.code_hash = sha256(bytes_of(code_text));
    code.grant_id = grant.id;
    code.client_id = request.client.id;
    code.redirect_uri = request.redirect.uri();
    code.code_challenge = request.code_challenge;
    code.created_at = now;
    code.expires_at = now + Duration{on.config.oidc.code_lifetime};
    store::authorization_codes::insert(tx, code);
    return code_text;
}

} // namespace zugang::idp::authorize
