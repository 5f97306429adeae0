#include "keys/keyring.hpp"
#include <algorithm>
#include <array>

//  (none) --add_next--> next --promote--> current --(its successor is promoted)--> retired --drop--> (none)

namespace zugang::keys {
namespace {

/// The keys of an algorithm in a state, the one longest in it first.
std::vector<SigningKey const*> find_keys_in(KeySet const& keys, Algorithm algorithm, KeyState state)
{
    std::vector<SigningKey const*> found;
    for (auto const& candidate : keys.keys())
        if (candidate.state == state && candidate.key.public_key().algorithm() == algorithm)
            found.push_back(&candidate);
    std::ranges::sort(found, {}, &SigningKey::state_since);
    return found;
}

std::optional<RotationStep> due_succession(KeySet const& keys, Algorithm algorithm, RotationPolicy const& policy,
                                           Instant now)
{
    auto const current = find_keys_in(keys, algorithm, KeyState::current);
    auto const next = find_keys_in(keys, algorithm, KeyState::next);
    auto const add_next = RotationStep{RotationStep::Kind::add_next, algorithm, {}};
    auto const promote = [&] {
        return RotationStep{RotationStep::Kind::promote, algorithm, next.front()->key.public_key().kid()};
    };
    if (current.empty() && next.empty())
        return algorithm == Algorithm::es256 ? std::optional{add_next} : std::nullopt; // ES256 is always offered
    if (current.empty())
        return promote(); // nothing signs at present: waiting would not help anyone
    auto const age = now - current.back()->state_since;
    if (next.empty())
        return age >= policy.active - policy.published_before ? std::optional{add_next} : std::nullopt;
    // A relying party keeps the JWKS for a while: a key it has not seen yet must not sign.
    if (age >= policy.active && now - next.front()->state_since >= policy.published_before)
        return promote();
    return std::nullopt;
}

} // namespace

std::vector<RotationStep> due_rotations(KeySet const& keys, RotationPolicy const& policy, Instant now)
{
    constexpr std::array all{Algorithm::es256, Algorithm::es384, Algorithm::rs256, Algorithm::ps256, Algorithm::eddsa};
    std::vector<RotationStep> due;
    for (auto const algorithm : all)
        if (auto step = due_succession(keys, algorithm, policy, now))
            due.push_back(std::move(*step));
    for (auto const& candidate : keys.keys()) {
        if (candidate.state != KeyState::retired || now - candidate.state_since <= policy.retired_for)
            continue;
        auto const public_key = candidate.key.public_key();
        due.push_back(RotationStep{RotationStep::Kind::drop, public_key.algorithm(), public_key.kid()});
    }
    return due;
}

} // namespace zugang::keys
