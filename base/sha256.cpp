#include "base/sha256.hpp"
#include <limits>
#include <memory>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdexcept>

namespace zugang {
namespace {

constexpr std::size_t sha256_size = 32;

/// Fetched once: OpenSSL 3 otherwise looks the algorithm up under a lock at every call.
EVP_MD const* fetched_sha256()
{
    static std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> const md{EVP_MD_fetch(nullptr, "SHA256", nullptr),
                                                                    &EVP_MD_free};
    return md ? md.get() : EVP_sha256();
}

} // namespace

Bytes sha256(ByteView bytes)
{
    Bytes digest(sha256_size);
    unsigned length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, fetched_sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 is not available");
    return digest;
}

Bytes hmac_sha256(ByteView key, ByteView message)
{
    if (key.size() > std::size_t{std::numeric_limits<int>::max()})
        throw std::length_error("the HMAC key is too long");
    Bytes digest(sha256_size);
    unsigned length = 0;
    std::uint8_t const none = 0; // HMAC() takes no null key
    auto const* const key_data = key.empty() ? &none : key.data();
    if (HMAC(fetched_sha256(), key_data, static_cast<int>(key.size()), message.data(), message.size(), digest.data(),
             &length) == nullptr)
        throw std::runtime_error("HMAC-SHA-256 is not available");
    return digest;
}

} // namespace zugang
