#include "idp/authorize/check_list.hpp"
#include "idp/authorize/known_parameters.hpp"
#include "idp/mint/id_token_hint.hpp"
#include "idp/oauth/claim_names.hpp"
#include "idp/oauth/scope.hpp"
#include <algorithm>

namespace zugang::idp::authorize {
namespace {

// Kept within the JSON of a request and a grant, each value that is no string as a string of JSON: what is accepted
// must fit the limits of whoever reads that.
constexpr JsonLimits claims_limits{.bytes = longest("claims"), .depth = 8, .members = 400};

/// The one person the client wants to be told of; two wishes that differ nobody can fulfil.
void expect_subject(oauth::AuthorizationRequest& request, std::string const& subject)
{
    if (request.expected_subject && *request.expected_subject != subject)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "the request names two different subjects"};
    request.expected_subject = subject;
}

/// Single claims are another way to ask for what a scope word opens: a client gets neither where it is not registered
/// for the word.
bool is_registered_for(oauth::Client const& client, std::string_view claim)
{
    auto const names = oauth::claim_names();
    auto const known = std::ranges::find(names, claim, &oauth::ClaimName::name);
    return known != names.end() &&
           (known->scope.empty() || known->scope == "openid" || oauth::has_word(client.scope, known->scope));
}

} // namespace

/// OIDC Core §5.5; §5.5.1: `sub` with a value asks for that person and nobody else.
void check_claims(Received const& received, oauth::AuthorizationRequest& request, Services&)
{
    auto const text = received.parameters.find_filled("claims");
    if (!text)
        return;
    auto claims = oauth::parse_claims_request(*text, claims_limits);
    if (!claims)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "claims is not a claims request in JSON",
                           claims.error().what};
    request.claims = std::move(*claims);
    for (auto* const list : {&request.claims.id_token, &request.claims.userinfo}) {
        std::erase_if(*list, [&](auto const& claim) { return !is_registered_for(request.client, claim.name); });
        if (auto const* const sub = oauth::find_claim(*list, "sub"))
            for (auto const& value : sub->values)
                expect_subject(request, value);
    }
}

/// OIDC Core §3.1.2.1. A hint that says nothing is refused: going on without it would sign in whoever comes. It names
/// people as its own client knows them, so another client's says nothing here.
void check_id_token_hint(Received const& received, oauth::AuthorizationRequest& request, Services& on)
{
    auto const text = received.parameters.find_filled("id_token_hint");
    if (!text)
        return;
    auto const hint = mint::verify_id_token_hint(*text, on);
    if (!hint || hint->client_id != request.client.id)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "id_token_hint is not an ID token of this client"};
    expect_subject(request, hint->subject);
}

} // namespace zugang::idp::authorize
