#include "keys/key_agreement.hpp"
#include "base/sha256.hpp"
#include "keys/content_cipher.hpp"
#include "keys/derive_key.hpp"

namespace zugang::keys {
namespace {

std::string to_four_bytes(std::uint32_t number)
{
    std::string bytes;
    for (auto const shift : {24U, 16U, 8U, 0U})
        bytes += static_cast<char>(static_cast<std::uint8_t>(number >> shift));
    return bytes;
}

/// SHA-256 of counter, shared secret and other information, as often as `terms.key_size` needs it.
Secret run_concat_kdf(Secret const& shared, AgreementTerms const& terms)
{
    auto const information = join_length_prefixed({terms.algorithm, terms.apu, terms.apv}) +
                             to_four_bytes(static_cast<std::uint32_t>(terms.key_size * 8));
    std::string key;
    key.reserve(terms.key_size + 32); // never moved, so no copy stays behind
    for (std::uint32_t counter = 1; key.size() < terms.key_size; ++counter) {
        Secret const input{to_four_bytes(counter) + std::string(shared.reveal()) + information};
        key += text_of(sha256(input.bytes()));
    }
    Secret const whole{std::move(key)};
    return Secret{std::string(whole.reveal().substr(0, terms.key_size))};
}

} // namespace

AgreementTerms agreement_terms(KeyManagement algorithm, ContentEncryption encryption)
{
    if (algorithm == KeyManagement::ecdh_es)
        return {to_name(encryption), {}, {}, content_key_size(encryption)};
    constexpr std::size_t a128 = 16;
    constexpr std::size_t a256 = 32;
    return {to_name(algorithm), {}, {}, algorithm == KeyManagement::ecdh_es_a128kw ? a128 : a256};
}

std::optional<Secret> agree_on_key(EVP_PKEY* own, EVP_PKEY* peer, AgreementTerms const& terms)
{
    PkeyContextHandle const context{EVP_PKEY_CTX_new_from_pkey(nullptr, own, nullptr)};
    require_openssl(context && EVP_PKEY_derive_init(context.get()) == 1, "begin a key agreement");
    std::size_t size = 0;
    if (EVP_PKEY_derive_set_peer_ex(context.get(), peer, /*validate_peer=*/1) != 1 ||
        EVP_PKEY_derive(context.get(), nullptr, &size) != 1) {
        ERR_clear_error();
        return std::nullopt;
    }
    std::string agreed(size, '\0');
    auto const done = EVP_PKEY_derive(context.get(), reinterpret_cast<std::uint8_t*>(agreed.data()), &size) == 1;
    Secret const whole{std::move(agreed)};
    ERR_clear_error();
    if (!done)
        return std::nullopt;
    return run_concat_kdf(Secret{std::string(whole.reveal().substr(0, size))}, terms);
}

} // namespace zugang::keys
