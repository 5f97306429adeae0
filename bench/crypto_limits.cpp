#include "bench/limits.hpp"
#include <array>
#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <sodium.h>
#include <stdexcept>

namespace zugang::bench {
namespace {

struct FreeOpenssl {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeOpenssl>;
using Context = std::unique_ptr<EVP_PKEY_CTX, FreeOpenssl>;

constexpr std::array<unsigned char, 32> digest{1, 2, 3}; // any 32 bytes

void require(bool is_done, char const* what)
{
    if (!is_done)
        throw std::runtime_error{what};
}

Key make_key()
{
    Key key{EVP_EC_gen("P-256")};
    require(key != nullptr, "no P-256 key");
    return key;
}

Context make_context(Key const& key)
{
    Context context{EVP_PKEY_CTX_new(key.get(), nullptr)};
    require(context != nullptr, "no context");
    return context;
}

std::vector<unsigned char> sign_once(Key const& key)
{
    auto const context = make_context(key);
    std::vector<unsigned char> signature(128);
    auto size = signature.size();
    require(EVP_PKEY_sign_init(context.get()) == 1 &&
                EVP_PKEY_sign(context.get(), signature.data(), &size, digest.data(), digest.size()) == 1,
            "signing failed");
    signature.resize(size);
    return signature;
}

} // namespace

Measurement es256_sign(double seconds)
{
    auto const key = make_key();
    auto const context = make_context(key);
    require(EVP_PKEY_sign_init(context.get()) == 1, "signing failed");
    std::array<unsigned char, 128> signature{};
    return measure_here("ES256 sign", seconds, [&] {
        auto size = signature.size();
        require(EVP_PKEY_sign(context.get(), signature.data(), &size, digest.data(), digest.size()) == 1,
                "signing failed");
    });
}

Measurement es256_verify(double seconds)
{
    auto const key = make_key();
    auto const signature = sign_once(key);
    auto const context = make_context(key);
    require(EVP_PKEY_verify_init(context.get()) == 1, "verifying failed");
    return measure_here("ES256 verify", seconds, [&] {
        require(EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(), digest.size()) == 1,
                "verifying failed");
    });
}

Measurement argon2id(std::int64_t memory_kib, std::int64_t iterations, double seconds)
{
    require(sodium_init() >= 0, "libsodium does not start");
    constexpr std::string_view password = "korrekt Pferd Batterie";
    std::array<unsigned char, 32> tag{};
    std::array<unsigned char, crypto_pwhash_SALTBYTES> const salt{1};
    auto const memory = static_cast<std::size_t>(memory_kib) * 1024;
    auto const name = "Argon2id " + std::to_string(memory_kib / 1024) + " MiB t=" + std::to_string(iterations);
    return measure_here(name, seconds, [&] {
        require(crypto_pwhash(tag.data(), tag.size(), password.data(), password.size(), salt.data(),
                              static_cast<unsigned long long>(iterations), memory, crypto_pwhash_ALG_ARGON2ID13) == 0,
                "hashing failed");
    });
}

} // namespace zugang::bench
