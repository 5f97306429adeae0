#include "keys/keyring.hpp"
#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace zugang::keys {
namespace {

constexpr std::array<std::pair<KeyState, std::string_view>, 3> key_state_names{
    {{KeyState::next, "next"}, {KeyState::current, "current"}, {KeyState::retired, "retired"}}};

/// {"keys":[…]} with the current keys first, for clients that try them in order, and those for encryption last, for
/// clients that do not look at "use". Of these the current ones alone: what is encrypted to another is read all the
/// same, but nobody should begin to.
std::string render_jwks(std::vector<SigningKey> const& keys, std::vector<PublicKey> const& public_keys,
                        std::vector<OwnDecryptionKey> const& decryption_keys)
{
    std::string members;
    for (auto const state : {KeyState::current, KeyState::next, KeyState::retired})
        for (std::size_t i = 0; i < keys.size(); ++i)
            if (keys[i].state == state)
                members += (members.empty() ? "" : ",") + public_keys[i].to_jwk();
    for (auto const& own : decryption_keys)
        if (own.state == KeyState::current)
            members += (members.empty() ? "" : ",") + own.key.public_key().to_jwk();
    return JsonObject{}.add_raw("keys", "[" + members + "]").str();
}

} // namespace

std::string_view to_name(KeyKind kind)
{
    return std::visit([](auto each) { return to_name(each); }, kind);
}

std::optional<KeyKind> parse_key_kind(std::string_view name)
{
    if (auto const algorithm = parse_algorithm(name))
        return *algorithm;
    for (auto const family : {KeyManagement::ecdh_es, KeyManagement::rsa_oaep_256})
        if (to_name(family) == name)
            return family;
    return std::nullopt;
}

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

KeySet::KeySet(std::vector<SigningKey> keys, std::vector<OwnDecryptionKey> decryption_keys)
    : keys_(std::move(keys)), decryption_keys_(std::move(decryption_keys))
{
    public_keys_.reserve(keys_.size());
    for (auto const& signing_key : keys_) {
        auto public_key = signing_key.key.public_key();
        if (find_public(public_key.kid()) != nullptr)
            throw std::invalid_argument("two keys have the same kid");
        public_keys_.push_back(std::move(public_key));
    }
    for (auto own = decryption_keys_.begin(); own != decryption_keys_.end(); ++own) {
        auto const& kid = own->key.public_key().kid();
        auto const has_kid = [&](OwnDecryptionKey const& other) { return other.key.public_key().kid() == kid; };
        if (find_public(kid) != nullptr || std::any_of(decryption_keys_.begin(), own, has_kid))
            throw std::invalid_argument("two keys have the same kid");
    }
    jwks_ = render_jwks(keys_, public_keys_, decryption_keys_);
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

Result<std::string> KeySet::decrypt(std::string_view compact_jwe) const
{
    auto const jwe = parse_jwe(compact_jwe);
    if (!jwe)
        return std::unexpected(jwe.error());
    Result<std::string> plaintext = failure("the JWE is for no key of ours");
    for (auto const& own : decryption_keys_) {
        auto const& public_key = own.key.public_key();
        if (!public_key.fits(jwe->algorithm) || (!jwe->kid.empty() && jwe->kid != public_key.kid()))
            continue;
        plaintext = decrypt_jwe(*jwe, own.key);
        if (plaintext)
            break;
    }
    return plaintext;
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
