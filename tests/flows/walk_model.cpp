#include "tests/flows/walk_model.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

bool holds(std::vector<std::string> const& list, std::string_view word)
{
    return std::ranges::find(list, word) != list.end();
}

/// All that was proved in one sign-in is one event, as old as its last proof.
Instant event_time(Proof const& proof, std::vector<Proof> const& all)
{
    auto time = proof.at;
    for (auto const& other : all) {
        if (other.flow == proof.flow && other.account == proof.account)
            time = std::max(time, other.at);
    }
    return time;
}

std::optional<Instant> newest_event(std::vector<Proof> const& proofs, bool is_second)
{
    std::optional<Instant> newest;
    for (auto const& proof : proofs) {
        if (proof.is_second == is_second)
            newest = std::max(newest.value_or(proof.at), event_time(proof, proofs));
    }
    return newest;
}

/// The time of the strongest way that a token with this amr claims: a passkey alone, else password and second factor.
std::optional<Instant> time_of_claim(std::vector<Proof> const& proofs, std::vector<std::string> const& amr)
{
    if (holds(amr, "pop")) {
        std::optional<Instant> newest;
        for (auto const& proof : proofs)
            if (proof.is_passkey)
                newest = std::max(newest.value_or(proof.at), event_time(proof, proofs));
        return newest;
    }
    auto const first = newest_event(proofs, false);
    auto const second = newest_event(proofs, true);
    return holds(amr, "otp") && first && second ? std::min(*first, *second) : first;
}

void check_auth_time(std::vector<Proof> const& proofs, std::vector<std::string> const& amr, std::int64_t auth_time,
                     std::vector<std::string>& faults)
{
    auto const latest = time_of_claim(proofs, amr);
    if (!latest || auth_time > to_seconds(*latest))
        faults.emplace_back("auth_time is later than the proofs");
    if (std::ranges::none_of(proofs, [&](Proof const& proof) {
            return to_seconds(event_time(proof, proofs)) == auth_time || to_seconds(proof.at) == auth_time;
        }))
        faults.emplace_back("auth_time is no proof's time");
}

/// amr against the proofs, and acr against amr.
void check_strength(std::vector<std::string> const& amr, std::string_view acr, std::vector<Proof> const& proofs,
                    std::vector<std::string>& faults)
{
    auto const proved = [&](bool is_second) {
        return std::ranges::any_of(
            proofs, [=](Proof const& proof) { return !proof.is_passkey && proof.is_second == is_second; });
    };
    auto const has_passkey = std::ranges::any_of(proofs, &Proof::is_passkey);
    if (!holds(amr, "pwd") && !holds(amr, "pop"))
        faults.emplace_back("a sign-in without a first factor");
    for (auto const* const word : {"pop", "hwk", "user"})
        if (holds(amr, word) && !has_passkey)
            faults.emplace_back("amr claims a passkey");
    if (holds(amr, "pwd") && !proved(false))
        faults.emplace_back("amr claims a password");
    if (holds(amr, "otp") && !proved(true))
        faults.emplace_back("amr claims a second factor");
    if (holds(amr, "mfa") != (holds(amr, "pop") || (holds(amr, "pwd") && holds(amr, "otp"))))
        faults.emplace_back("amr's mfa is neither a passkey nor pwd and otp");
    auto const known = std::ranges::count_if(
        amr, [](std::string const& word) { return holds({"pwd", "otp", "hwk", "pop", "user", "mfa"}, word); });
    if (static_cast<std::size_t>(known) != amr.size())
        faults.emplace_back("amr names more than there is");
    if (acr != password_acr && acr != mfa_acr && acr != key_acr)
        faults.emplace_back("acr is no level of ours");
    if (acr == mfa_acr && !(has_passkey || (proved(false) && proved(true))))
        faults.emplace_back("acr claims more than was proved");
    if (acr == key_acr && !(has_passkey && holds(amr, "hwk")))
        faults.emplace_back("acr claims a passkey");
}

} // namespace

bool Asked::is_reachable() const
{
    return essential.empty() || holds(essential, password_acr) || holds(essential, mfa_acr) ||
           holds(essential, key_acr);
}

Asked const* WalkModel::find(std::string const& flow) const
{
    auto const found = asked_.find(flow);
    return found == asked_.end() ? nullptr : &found->second;
}

void WalkModel::typed_first(Proof const& proof)
{
    newest_[proof.flow] = proof.account;
    typed(proof);
}

void WalkModel::see_session(std::string const& cookie, std::string const& flow)
{
    if (cookie == cookie_)
        return;
    cookie_ = cookie;
    if (cookie.empty()) {
        session_.reset();
        proofs_.clear(); // whoever signs out means every tab of the browser
        newest_.clear();
        return;
    }
    if (!session_ && std::ranges::none_of(proofs_, [&](Proof const& proof) { return proof.flow == flow; }))
        revived_ = true;
    auto const newest = newest_.find(flow);
    if (newest == newest_.end() && !session_)
        session_ = Session{}; // nobody's: no proof fits it
    else if (newest != newest_.end() && (!session_ || session_->account != newest->second))
        session_ = Session{newest->second, {}};
    session_->flows.push_back(flow);
}

std::vector<Proof> WalkModel::usable(std::string const& account, std::string const& flow) const
{
    std::vector<Proof> usable;
    for (auto const& proof : proofs_) {
        auto const in_session = session_ && session_->account == account && holds(session_->flows, proof.flow);
        if (proof.account == account && (in_session || (!flow.empty() && proof.flow == flow)))
            usable.push_back(proof);
    }
    return usable;
}

std::vector<Proof> WalkModel::counting(std::string const& account, Asked const& asked, std::string const& flow,
                                       Instant now) const
{
    auto proofs = usable(account, flow);
    auto const all = proofs;
    std::erase_if(proofs, [&](Proof const& proof) {
        if (!flow.empty() && proof.flow == flow)
            return false;
        if (asked.starts_afresh())
            return true;
        return asked.max_age && now - event_time(proof, all) >= std::chrono::seconds{*asked.max_age + 1};
    });
    return proofs;
}

bool WalkModel::has_password(std::string const& account, std::string const& flow, Instant since) const
{
    return std::ranges::any_of(usable(account, flow),
                               [&](Proof const& proof) { return !proof.is_second && proof.at >= since; });
}

bool WalkModel::has_second(std::string const& account, std::string const& flow) const
{
    return std::ranges::any_of(usable(account, flow),
                               [](Proof const& proof) { return proof.is_second || proof.is_passkey; });
}

std::vector<std::string> WalkModel::faults(Json const& claims, KnownAccount const& account, Asked const& asked,
                                           std::string const& flow, Instant now) const
{
    std::vector<std::string> faults;
    if (revived_)
        faults.emplace_back("signed in by what was proved before the sign-out");
    auto const amr = claims.strings("amr").value_or(std::vector<std::string>{});
    auto const acr = claims.string("acr").value_or("");
    auto const proofs = counting(account.id, asked, flow, now);
    check_strength(amr, acr, proofs, faults);
    check_auth_time(proofs, amr, claims.integer("auth_time").value_or(0), faults);
    auto const newest = newest_.find(flow);
    if (newest != newest_.end() && newest->second != account.id)
        faults.emplace_back("sub is not the account whose password was typed last");
    auto const needs_mfa = policy_needs_mfa_ || account.has_factor || account.needs_mfa || asked.client_needs_mfa ||
                           (!asked.essential.empty() && !holds(asked.essential, password_acr));
    if (needs_mfa && !holds(amr, "mfa"))
        faults.emplace_back("one factor where two are demanded");
    if (!asked.essential.empty() && !holds(asked.essential, acr))
        faults.emplace_back("acr is not among the values demanded");
    return faults;
}

} // namespace zugang::tests
