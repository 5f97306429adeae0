#include "idp/authorize/issue.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/authorize/pushed_request.hpp"
#include "idp/mint/tokens.hpp"
#include "idp/oauth/grant_details.hpp"
#include "idp/oauth/refresh_binding.hpp"
#include "idp/session/demands.hpp"
#include "store/authorization_codes.hpp"

namespace zugang::idp::authorize {
namespace {

/// What the answer rests on: the proofs that count for this request. amr, acr and auth_time follow from them alone.
session::EvidenceList load_proofs(oauth::AuthorizationRequest const& request, store::Session const& session,
                                  std::string const& flow, Instant now)
{
    auto proofs = session::counting(session::evidence_from_json(session.evidence), session.account_id,
                                    session::freshness_of(request, flow, now));
    auto const level = session::level_of(proofs, session.account_id);
    if (level == oauth::Level::none || level < session::demands_of(request).needed)
        throw oauth::Error{oauth::ErrorKind::login_required, "the session does not suffice for the request"};
    return proofs;
}

std::string details_of(oauth::AuthorizationRequest const& request, oauth::Level level)
{
    oauth::GrantDetails details;
    details.claims = request.claims;
    details.resources = request.resources;
    details.authorization_details = request.authorization_details;
    details.confirmation.jkt = request.dpop_jkt;
    if (session::essential_acr(request) != nullptr || !request.acr_values.empty())
        details.acr = session::acr_for(request, level);
    return oauth::to_json(details);
}

/// offline_access means nothing where there is no code to redeem for a refresh token (OIDC Core §11).
std::vector<std::string> scope_of(oauth::AuthorizationRequest const& request)
{
    auto scope = request.scope;
    if (!request.response_type.code)
        std::erase(scope, "offline_access");
    return scope;
}

store::Grant grant_for(oauth::AuthorizationRequest const& request, store::Session const& session,
                       session::EvidenceList const& proofs, Services& on, Instant now)
{
    auto const scope = scope_of(request);
    store::Grant grant;
    grant.id = random_token(on.random, "zgg_");
    grant.client_id = request.client.id;
    grant.account_id = session.account_id;
    grant.session_id = session.id;
    grant.scope = join_words(scope);
    grant.evidence = session::to_json(proofs);
    grant.auth_time = *session::authenticated_at(proofs, session.account_id);
    grant.nonce = request.nonce;
    grant.details = details_of(request, session::level_of(proofs, session.account_id));
    grant.created_at = now;
    // Without a code there will be no refresh token, so nothing that could outlive the session.
    grant.outlives_session =
        request.response_type.code && oauth::outlives_session(request.client.refresh_binding, scope);
    grant.expires_at =
        grant.outlives_session ? now + Duration{on.config.oidc.refresh_token_absolute} : session.expires_at;
    return grant;
}

std::string store_code(store::Connection& tx, oauth::AuthorizationRequest const& request, store::Grant const& grant,
                       Services& on)
{
    auto text = random_token(on.random, "zgc_");
    store::AuthorizationCode code;
    code.code_hash = sha256(bytes_of(text));
    code.grant_id = grant.id;
    code.client_id = request.client.id;
    code.redirect_uri = request.redirect.uri();
    code.code_challenge = request.code_challenge;
    code.created_at = grant.created_at;
    code.expires_at = grant.created_at + Duration{on.config.oidc.code_lifetime};
    store::authorization_codes::insert(tx, code);
    return text;
}

/// RFC 6749 §4.2.2: always Bearer, since nobody proves a key at this endpoint.
void add_access_token(ResponseParameters& parameters, std::string const& token, store::Grant const& grant, Services& on)
{
    parameters.emplace_back("access_token", token);
    parameters.emplace_back("token_type", "Bearer");
    parameters.emplace_back("expires_in", std::to_string(on.config.oidc.access_token_lifetime.count()));
    parameters.emplace_back("scope", grant.scope);
}

} // namespace

Issued issue(store::Connection& tx, oauth::AuthorizationRequest const& request, Answered const& whom, Services& on,
             Instant now)
{
    auto const& session = whom.session;
    // Held, then read again: a sign-out or a reset at this moment waits, and revokes this grant with the others.
    store::sessions::hold(tx, session.row.id);
    auto const live = store::sessions::find_live_by_id(tx, session.row.id, now);
    if (!live || live->account_id != session.account.id)
        throw oauth::Error{oauth::ErrorKind::login_required, "the session has ended"};
    auto const proofs = load_proofs(request, *live, whom.flow, now);
    use_up_pushed_request(tx, request, now);
    Issued issued{.grant = grant_for(request, *live, proofs, on, now), .code = std::nullopt};
    store::grants::insert(tx, issued.grant);
    if (request.response_type.code)
        issued.code = store_code(tx, request, issued.grant, on);
    return issued;
}

ResponseParameters parameters_of(oauth::AuthorizationRequest const& request, Issued const& issued, Services& on,
                                 Instant now)
{
    auto const& type = request.response_type;
    mint::TokenRequest const wanted{.client = request.client,
                                    .grant = issued.grant,
                                    .scope = split_words(issued.grant.scope),
                                    .nonce = request.nonce,
                                    .refresh_token = std::nullopt};
    ResponseParameters parameters;
    std::string access_token;
    if (issued.code)
        parameters.emplace_back("code", *issued.code);
    if (type.token) {
        access_token = mint::mint_access_token(wanted, on, now);
        add_access_token(parameters, access_token, issued.grant, on);
    }
    if (type.id_token) {
        auto const state = request.state.value_or("");
        mint::Vouched const vouched{.access_token = access_token,
                                    .code = issued.code ? std::string_view{*issued.code} : std::string_view{},
                                    .state = state,
                                    .with_scope_claims = !type.code && !type.token};
        parameters.emplace_back("id_token", mint::mint_id_token(wanted, vouched, on, now));
    }
    add_session_state(parameters, request, issued.grant.session_id, on);
    return parameters;
}

} // namespace zugang::idp::authorize
