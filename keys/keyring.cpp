#include "keys/keyring.hpp"
#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace zugang::keys {
namespace {

constexpr std::array<std::pair<KeyState, std::string_view>, 3> key_state_names{
    {{KeyState::next, "next"}, {KeyState::current, "current"}, {KeyState::retired, "retired"}}};

/// {"keys":[…]} with the current keys first, for clients that try them in order.
std::string render_jwks(std::vector<SigningKey> const& keys, std::vector<PublicKey> const& public_keys)
{
    std::string members;
    for (auto const state : {KeyState::current, KeyState::next, KeyState::retired})
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (keys[i].state == state)
                members += (members.empty() ? "" : ",") + public_keys[i].to_jwk();
    return JsonObject{}.add_raw("keys", "[" + members + "]").str();
}

} // namespace

std::string_view to_name(KeyState state)
{
    return std::ranges::find(key_state_names, state, &std::pair<KeyState, std::string_view>::first)->second;
}

std::optional<KeyState> parse_key_state(std::string_view name)
{
    for (auto const& [state, its_name] : key_state_names)
        if (its_name == name)
            return state;
    return std::nullopt;
}

KeySet::KeySet(std::vector<SigningKey> keys) : keys_(std::move(keys))
{
    public_keys_.reserve(keys_.size());
    for (auto const& signing_key : keys_) {
        auto public_key = signing_key.key.public_key();
        if (find_public(public_key.kid()) != nullptr)
            throw std::invalid_argument("two signing keys have the same kid");
        public_keys_.push_back(std::move(public_key));
    }
    jwks_ = render_jwks(keys_, public_keys_);
}

PrivateKey const* KeySet::find_current(Algorithm algorithm) const
{
    // There should be one. Were there two, every node must choose the same whatever order the rows came in.
    SigningKey const* newest = nullptr;
    for (std::size_t i = 0; i < keys_.size(); ++i)
        if (keys_[i].state == KeyState::current && public_keys_[i].algorithm() == algorithm &&
            (newest == nullptr || keys_[i].state_since > newest->state_since))
            newest = &keys_[i];
    return newest == nullptr ? nullptr : &newest->key;
}

PublicKey const* KeySet::find_public(std::string_view kid) const
{
    for (auto const& public_key : public_keys_)
        if (public_key.kid() == kid)
            return &public_key;
    return nullptr;
}

Keyring::Keyring(KeySet keys) : keys_(std::make_shared<KeySet const>(std::move(keys))) {}

std::shared_ptr<KeySet const> Keyring::snapshot() const
{
    std::lock_guard const lock{mutex_};
    return keys_;
}

void Keyring::replace(KeySet keys)
{
    auto replacement = std::make_shared<KeySet const>(std::move(keys));
    {
        std::lock_guard const lock{mutex_};
        keys_.swap(replacement);
    }
    // The former set ends here, outside the lock, or with its last reader.
}

} // namespace zugang::keys
