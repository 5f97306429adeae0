#include "keys/key_wrap.hpp"
#include <openssl/rsa.h>
#include <string>

namespace zugang::keys {
namespace {

constexpr std::size_t wrap_overhead = 8;
constexpr std::size_t shortest_wrapped_key = 24;

/// Runs AES key wrap one way or the other; nothing where the integrity check fails.
std::optional<Secret> run_wrap(bool wrap, Secret const& wrapping_key, ByteView input)
{
    auto const* const name = wrapping_key.reveal().size() == 16 ? "AES-128-WRAP" : "AES-256-WRAP";
    CipherHandle const cipher{EVP_CIPHER_fetch(nullptr, name, nullptr)};
    CipherContextHandle const context{EVP_CIPHER_CTX_new()};
    require_openssl(cipher && context, "find AES key wrap");
    EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    require_openssl(EVP_CipherInit_ex2(context.get(), cipher.get(), wrapping_key.bytes().data(), nullptr, wrap ? 1 : 0,
                                       nullptr) == 1,
                    "begin AES key wrap");
    std::string output(input.size() + wrap_overhead, '\0');
    int written = 0;
    auto const done = EVP_CipherUpdate(context.get(), reinterpret_cast<std::uint8_t*>(output.data()), &written,
                                       input.data(), static_cast<int>(input.size())) == 1;
    Secret const whole{std::move(output)}; // wiped also where it failed
    ERR_clear_error();
    if (!done || written <= 0)
        return std::nullopt;
    return Secret{std::string(whole.reveal().substr(0, static_cast<std::size_t>(written)))};
}

PkeyContextHandle make_oaep_context(EVP_PKEY* pkey, bool encrypt, KeyManagement algorithm)
{
    PkeyContextHandle context{EVP_PKEY_CTX_new_from_pkey(nullptr, pkey, nullptr)};
    auto const init = encrypt ? EVP_PKEY_encrypt_init : EVP_PKEY_decrypt_init;
    auto const* const hash = algorithm == KeyManagement::rsa_oaep ? "SHA1" : "SHA256";
    require_openssl(context && init(context.get()) == 1 &&
                        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) == 1 &&
                        EVP_PKEY_CTX_set_rsa_oaep_md_name(context.get(), hash, nullptr) == 1 &&
                        EVP_PKEY_CTX_set_rsa_mgf1_md_name(context.get(), hash, nullptr) == 1,
                    "begin RSA-OAEP");
    return context;
}

} // namespace

Bytes wrap_key(Secret const& wrapping_key, Secret const& key)
{
    auto const wrapped = run_wrap(/*wrap=*/true, wrapping_key, key.bytes());
    require_openssl(wrapped.has_value(), "wrap a key");
    return {wrapped->bytes().begin(), wrapped->bytes().end()};
}

std::optional<Secret> unwrap_key(Secret const& wrapping_key, ByteView wrapped)
{
    if (wrapped.size() < shortest_wrapped_key || wrapped.size() % wrap_overhead != 0)
        return std::nullopt;
    return run_wrap(/*wrap=*/false, wrapping_key, wrapped);
}

Bytes encrypt_oaep(EVP_PKEY* pkey, KeyManagement algorithm, Secret const& key)
{
    auto const context = make_oaep_context(pkey, /*encrypt=*/true, algorithm);
    Bytes encrypted(static_cast<std::size_t>(EVP_PKEY_get_size(pkey)));
    auto size = encrypted.size();
    require_openssl(EVP_PKEY_encrypt(context.get(), encrypted.data(), &size, key.bytes().data(), key.bytes().size()) ==
                            1 &&
                        size == encrypted.size(),
                    "encrypt with RSA-OAEP");
    return encrypted;
}

std::optional<Secret> decrypt_oaep(EVP_PKEY* pkey, KeyManagement algorithm, ByteView encrypted)
{
    auto const modulus_size = static_cast<std::size_t>(EVP_PKEY_get_size(pkey));
    if (encrypted.size() != modulus_size) // OpenSSL would take a shorter number too
        return std::nullopt;
    auto const context = make_oaep_context(pkey, /*encrypt=*/false, algorithm);
    std::string output(modulus_size, '\0');
    auto size = output.size();
    auto const done = EVP_PKEY_decrypt(context.get(), reinterpret_cast<std::uint8_t*>(output.data()), &size,
                                       encrypted.data(), encrypted.size()) == 1;
    Secret const whole{std::move(output)};
    ERR_clear_error();
    if (!done)
        return std::nullopt;
    return Secret{std::string(whole.reveal().substr(0, size))};
}

} // namespace zugang::keys
