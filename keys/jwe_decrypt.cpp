#include "base/base64url.hpp"
#include "base/sha256.hpp"
#include "keys/content_cipher.hpp"
#include "keys/jwe_keys.hpp"
#include "keys/key_agreement.hpp"
#include "keys/key_wrap.hpp"
#include "keys/public_members.hpp"

namespace zugang::keys {
namespace {

/// The sender's public key of this one message. A point off the curve would give our private key away bit by bit.
PkeyHandle read_ephemeral(Json const& header, KeyShape const& shape)
{
    auto const jwk = header.find("epk");
    if (!jwk)
        return nullptr;
    auto const members = parse_public_members(*jwk, shape, {"", "enc", {"deriveKey", "deriveBits"}});
    if (!members)
        return nullptr;
    auto pkey = make_public_pkey(*members, shape);
    return pkey && is_sound_public_key(pkey.get(), *members, shape) ? std::move(pkey) : nullptr;
}

/// "apu" or "apv": decoded, empty where there is none.
std::optional<std::string> read_party(Json const& header, std::string_view name)
{
    if (!header.has(name))
        return "";
    auto const decoded = base64url_decode(header.string(name).value_or("="));
    return decoded ? std::optional{std::string(text_of(*decoded))} : std::nullopt;
}

std::optional<Secret> recover_agreed_key(ReceivedJwe const& jwe, DecryptionKey::Implementation const& key)
{
    auto const ephemeral = read_ephemeral(jwe.header, key.shape);
    auto apu = read_party(jwe.header, "apu");
    auto apv = read_party(jwe.header, "apv");
    if (!ephemeral || !apu || !apv)
        return std::nullopt;
    auto terms = agreement_terms(jwe.algorithm, jwe.encryption);
    terms.apu = std::move(*apu);
    terms.apv = std::move(*apv);
    auto agreed = agree_on_key(key.pkey.get(), ephemeral.get(), terms);
    if (!agreed || jwe.algorithm != KeyManagement::ecdh_es)
        return agreed ? unwrap_key(*agreed, jwe.encrypted_key) : std::nullopt;
    return jwe.encrypted_key.empty() ? std::move(agreed) : std::nullopt; // RFC 7516 §5.2, step 10
}

std::optional<Secret> recover_content_key(ReceivedJwe const& jwe, DecryptionKey::Implementation const& key)
{
    switch (jwe.algorithm) {
    case KeyManagement::rsa_oaep:
    case KeyManagement::rsa_oaep_256:
        return decrypt_oaep(key.pkey.get(), jwe.algorithm, jwe.encrypted_key);
    case KeyManagement::ecdh_es:
    case KeyManagement::ecdh_es_a128kw:
    case KeyManagement::ecdh_es_a256kw:
        break;
    }
    return recover_agreed_key(jwe, key);
}

/// A content key nobody knows, always the same for the same message: who sends one again learns nothing.
Secret make_substitute(ReceivedJwe const& jwe, DecryptionKey::Implementation const& key)
{
    auto const first = hmac_sha256(key.substitution.bytes(), jwe.encrypted_key);
    auto const second = hmac_sha256(key.substitution.bytes(), first);
    auto const both = std::string(text_of(first)) + std::string(text_of(second));
    return Secret{both.substr(0, content_key_size(jwe.encryption))};
}

} // namespace

Result<std::string> decrypt_jwe(ReceivedJwe const& jwe, DecryptionKey const& key)
{
    auto const cannot = [] { return failure("the JWE cannot be decrypted"); };
    if (!key.public_key().fits(jwe.algorithm))
        return cannot();
    // Where the content key does not come out, another one takes its place and the tag fails: a key that cannot be
    // unwrapped and a content that was changed look and last the same (RFC 7516 §11.5).
    auto const substitute = make_substitute(jwe, key.implementation());
    auto const recovered = recover_content_key(jwe, key.implementation());
    auto const usable = recovered && recovered->reveal().size() == content_key_size(jwe.encryption);
    auto plaintext = decrypt_content(jwe.encryption, usable ? *recovered : substitute,
                                     {jwe.nonce, jwe.ciphertext, jwe.tag, jwe.associated_data});
    if (!plaintext || !usable)
        return cannot();
    return std::move(*plaintext);
}

} // namespace zugang::keys
