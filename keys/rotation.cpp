#include "keys/keyring.hpp"
#include <algorithm>
#include <array>

//  (none) --add_next--> next --promote--> current --(its successor is promoted)--> retired --drop--> (none)

namespace zugang::keys {
namespace {

/// A key of either kind, as far as its age matters.
struct AgedKey {
    KeyKind kind;
    KeyState state;
    Instant state_since;
    std::string kid;
};

KeyKind family_of(EncryptionKey const& key)
{
    return key.fits(KeyManagement::ecdh_es) ? KeyManagement::ecdh_es : KeyManagement::rsa_oaep_256;
}

std::vector<AgedKey> list_aged_keys(KeySet const& keys)
{
    std::vector<AgedKey> aged;
    for (auto const& own : keys.keys()) {
        auto const public_key = own.key.public_key();
        aged.push_back({public_key.algorithm(), own.state, own.state_since, public_key.kid()});
    }
    for (auto const& own : keys.decryption_keys())
        aged.push_back({family_of(own.key.public_key()), own.state, own.state_since, own.key.public_key().kid()});
    return aged;
}

/// The keys of a kind in a state, the one longest in it first.
std::vector<AgedKey> find_keys_in(std::vector<AgedKey> const& keys, KeyKind kind, KeyState state)
{
    std::vector<AgedKey> found;
    for (auto const& candidate : keys)
        if (candidate.state == state && candidate.kind == kind)
            found.push_back(candidate);
    std::ranges::sort(found, {}, &AgedKey::state_since);
    return found;
}

std::optional<RotationStep> due_succession(std::vector<AgedKey> const& keys, KeyKind kind, RotationPolicy const& policy,
                                           Instant now)
{
    auto const current = find_keys_in(keys, kind, KeyState::current);
    auto const next = find_keys_in(keys, kind, KeyState::next);
    auto const add_next = RotationStep{RotationStep::Kind::add_next, kind, {}};
    auto const promote = [&] { return RotationStep{RotationStep::Kind::promote, kind, next.front().kid}; };
    if (current.empty() && next.empty())
        return kind == KeyKind{Algorithm::es256} ? std::optional{add_next} : std::nullopt; // always offered
    if (current.empty())
        return promote(); // nothing signs at present: waiting would not help anyone
    auto const age = now - current.back().state_since;
    if (next.empty())
        return age >= policy.active - policy.published_before ? std::optional{add_next} : std::nullopt;
    // A relying party keeps the JWKS for a while: a key it has not seen yet must not sign.
    if (age >= policy.active && now - next.front().state_since >= policy.published_before)
        return promote();
    return std::nullopt;
}

} // namespace

std::vector<RotationStep> due_rotations(KeySet const& keys, RotationPolicy const& policy, Instant now)
{
    constexpr std::array<KeyKind, 7> all{Algorithm::es256,           Algorithm::es384, Algorithm::rs256,
                                         Algorithm::ps256,           Algorithm::eddsa, KeyManagement::ecdh_es,
                                         KeyManagement::rsa_oaep_256};
    auto const aged = list_aged_keys(keys);
    std::vector<RotationStep> due;
    for (auto const kind : all)
        if (auto step = due_succession(aged, kind, policy, now))
            due.push_back(std::move(*step));
    for (auto const& candidate : aged)
        if (candidate.state == KeyState::retired && now - candidate.state_since > policy.retired_for)
            due.push_back(RotationStep{RotationStep::Kind::drop, candidate.kind, candidate.kid});
    return due;
}

} // namespace zugang::keys
