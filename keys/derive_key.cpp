#include "keys/derive_key.hpp"
#include "keys/openssl_handles.hpp"
#include <array>
#include <cstdint>
#include <openssl/core_names.h>

namespace zugang::keys {
namespace {

constexpr std::size_t derived_key_size = 32;

EVP_KDF* fetched_hkdf()
{
    static KdfHandle const kdf{EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_HKDF, nullptr)};
    require_openssl(kdf != nullptr, "find HKDF");
    return kdf.get();
}

OSSL_PARAM octets(char const* name, std::string_view bytes)
{
    // OpenSSL's parameter type is not const, but an input is only read.
    return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(bytes.data()), bytes.size());
}

} // namespace

std::string join_length_prefixed(std::initializer_list<std::string_view> parts)
{
    std::string joined;
    for (auto const part : parts) {
        auto const size = static_cast<std::uint32_t>(part.size());
        for (auto const shift : {24U, 16U, 8U, 0U})
            joined += static_cast<char>(static_cast<std::uint8_t>(size >> shift));
        joined += part;
    }
    return joined;
}

Secret derive_key(Secret const& master_key, std::initializer_list<std::string_view> purpose)
{
    auto const info = join_length_prefixed(purpose);
    std::string digest{"SHA256"};
    std::array parameters{OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), digest.size()),
                          octets(OSSL_KDF_PARAM_KEY, master_key.reveal()), octets(OSSL_KDF_PARAM_INFO, info),
                          OSSL_PARAM_construct_end()};
    KdfContextHandle const context{EVP_KDF_CTX_new(fetched_hkdf())};
    std::string key(derived_key_size, '\0');
    require_openssl(context && EVP_KDF_derive(context.get(), reinterpret_cast<unsigned char*>(key.data()), key.size(),
                                              parameters.data()) == 1,
                    "derive a key");
    return Secret{std::move(key)};
}

} // namespace zugang::keys
