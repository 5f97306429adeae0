#include "webauthn/digest.hpp"
#include "webauthn/certificate.hpp"
#include "webauthn/openssl_handles.hpp"

namespace zugang::webauthn {
namespace {

Bytes hash_with(EVP_MD const* digest, ByteView bytes)
{
    Bytes hash(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    require_openssl(EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, digest, nullptr) == 1, "hash");
    hash.resize(size);
    return hash;
}

} // namespace

std::optional<Bytes> hash_as_cose(std::int64_t algorithm, ByteView bytes)
{
    if (algorithm == cose_rs1)
        return hash_with(EVP_sha1(), bytes);
    auto const known = find_algorithm(algorithm);
    if (!known)
        return std::nullopt;
    switch (*known) {
    case Algorithm::es256:
    case Algorithm::rs256:
        return hash_with(EVP_sha256(), bytes);
    case Algorithm::es384:
        return hash_with(EVP_sha384(), bytes);
    case Algorithm::es512:
        return hash_with(EVP_sha512(), bytes);
    case Algorithm::eddsa:
        break;
    }
    return std::nullopt;
}

std::optional<Bytes> hash_as_tpm(std::uint16_t algorithm, ByteView bytes)
{
    constexpr std::uint16_t sha256_id = 0x000b;
    constexpr std::uint16_t sha384_id = 0x000c;
    constexpr std::uint16_t sha512_id = 0x000d;
    if (algorithm == sha256_id)
        return hash_with(EVP_sha256(), bytes);
    if (algorithm == sha384_id)
        return hash_with(EVP_sha384(), bytes);
    if (algorithm == sha512_id)
        return hash_with(EVP_sha512(), bytes);
    return std::nullopt;
}

} // namespace zugang::webauthn
