#include "idp/session/demands.hpp"
#include <algorithm>

namespace zugang::idp::session {

Demands demands_of(oauth::AuthorizationRequest const& request)
{
    Demands demands{request.client.minimum_level, oauth::Level::none};
    auto const* const essential = essential_acr(request);
    std::optional<oauth::Level> weakest;
    for (auto const& acr : essential != nullptr ? *essential : std::vector<std::string>{}) {
        if (auto const level = oauth::find_level(acr))
            weakest = std::min(weakest.value_or(*level), *level);
    }
    demands.needed = std::max(demands.needed, weakest.value_or(oauth::Level::none));
    for (auto const& acr : request.acr_values) { // best first; a name unknown here is passed over
        if (auto const level = oauth::find_level(acr)) {
            demands.wished = *level;
            break;
        }
    }
    demands.wished = std::max(demands.wished, demands.needed);
    return demands;
}

std::vector<std::string> const* essential_acr(oauth::AuthorizationRequest const& request)
{
    auto const* const claim = oauth::find_claim(request.claims.id_token, "acr");
    return claim != nullptr && claim->essential && !claim->values.empty() ? &claim->values : nullptr;
}

bool is_reachable(oauth::AuthorizationRequest const& request)
{
    auto const* const demanded = essential_acr(request);
    return demanded == nullptr ||
           std::ranges::any_of(*demanded, [](std::string const& acr) { return oauth::find_level(acr).has_value(); });
}

std::string_view acr_for(oauth::AuthorizationRequest const& request, oauth::Level level)
{
    auto const* const essential = essential_acr(request);
    auto strongest = oauth::Level::none;
    for (auto const& acr : essential != nullptr ? *essential : request.acr_values) {
        auto const named = oauth::find_level(acr);
        if (named && *named <= level)
            strongest = std::max(strongest, *named);
    }
    return oauth::to_name(strongest == oauth::Level::none ? level : strongest);
}

Freshness freshness_of(oauth::AuthorizationRequest const& request, std::string flow, Instant now)
{
    Freshness freshness{std::move(flow), request.prompt.login, std::nullopt, now};
    if (request.max_age && *request.max_age <= 0) // equals prompt=login
        freshness.only_this_flow = true;
    else if (request.max_age)
        freshness.max_age = std::chrono::seconds{*request.max_age};
    return freshness;
}

EvidenceList counting(EvidenceList const& list, std::string_view account, Freshness const& freshness)
{
    auto proofs = proofs_of(account, list);
    auto const all = proofs;
    std::erase_if(proofs, [&](Evidence const& proof) {
        if (!freshness.flow.empty() && proof.flow == freshness.flow)
            return false;
        if (freshness.only_this_flow)
            return true;
        if (!freshness.max_age)
            return false;
        // In whole seconds, as max_age counts; an age that reaches the maximum is still good.
        auto const age = std::chrono::duration_cast<std::chrono::seconds>(freshness.now - event_time(proof, all));
        return age > *freshness.max_age;
    });
    return proofs;
}

} // namespace zugang::idp::session
