#include "keys/half_hash.hpp"
#include "base/base64url.hpp"
#include "base/bytes.hpp"
#include <openssl/evp.h>
#include <stdexcept>

namespace zugang::keys {
namespace {

EVP_MD const* digest_of(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::es384:
        return EVP_sha384();
    case Algorithm::eddsa: // Ed25519 hashes with SHA-512 (RFC 8032 §5.1)
        return EVP_sha512();
    case Algorithm::es256:
    case Algorithm::rs256:
    case Algorithm::ps256:
        return EVP_sha256();
    }
    return EVP_sha256();
}

} // namespace

std::string half_hash(Algorithm algorithm, std::string_view text)
{
    Bytes digest(EVP_MAX_MD_SIZE);
    unsigned length = 0;
    if (EVP_Digest(text.data(), text.size(), digest.data(), &length, digest_of(algorithm), nullptr) != 1)
        throw std::runtime_error("a hash is not available");
    return base64url_encode(ByteView{digest}.first(length / 2));
}

} // namespace zugang::keys
