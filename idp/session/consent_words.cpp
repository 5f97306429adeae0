#include "idp/session/consent_words.hpp"
#include "base/text.hpp"
#include "idp/oauth/claim_names.hpp"
#include "idp/oauth/scope.hpp"
#include <algorithm>

namespace zugang::idp::session {
namespace {

/// Whether a claim says something about the person that the scope does not already open. Those of no scope (acr,
/// auth_time) and `sub` tell of the sign-in alone.
bool adds_something(std::string_view claim, std::vector<std::string> const& scope)
{
    auto const names = oauth::claim_names();
    auto const known = std::ranges::find(names, claim, &oauth::ClaimName::name);
    return known != names.end() && !known->scope.empty() && known->scope != "openid" &&
           !oauth::has_word(scope, known->scope);
}

void add_once(std::vector<std::string>& words, std::string word)
{
    if (!oauth::has_word(words, word))
        words.push_back(std::move(word));
}

} // namespace

std::vector<std::string> single_claims(oauth::AuthorizationRequest const& request)
{
    std::vector<std::string> names;
    for (auto const* const list : {&request.claims.userinfo, &request.claims.id_token}) {
        for (auto const& claim : *list) {
            if (adds_something(claim.name, request.scope))
                add_once(names, claim.name);
        }
    }
    return names;
}

std::vector<std::string> consent_words(oauth::AuthorizationRequest const& request)
{
    auto words = request.scope;
    for (auto const& claim : single_claims(request))
        add_once(words, "claim:" + claim);
    for (auto const& resource : request.resources)
        add_once(words, "resource:" + resource);
    return words;
}

std::string joined_consent(std::string const& remembered, oauth::AuthorizationRequest const& request)
{
    auto words = split_words(remembered);
    for (auto const& word : consent_words(request))
        add_once(words, word);
    return join_words(words);
}

} // namespace zugang::idp::session
