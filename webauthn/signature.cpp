#include "webauthn/signature.hpp"
#include "webauthn/fido_assertion.hpp"
#include "webauthn/public_pkey.hpp"

namespace zugang::webauthn {
namespace {

EVP_MD const* digest_of(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::es256:
    case Algorithm::rs256:
        return EVP_sha256();
    case Algorithm::es384:
        return EVP_sha384();
    case Algorithm::es512:
        return EVP_sha512();
    case Algorithm::eddsa:
        break;
    }
    return nullptr; // Ed25519 hashes by itself
}

} // namespace

bool verify_signature(CoseKey const& key, ByteView message, ByteView signature)
{
    auto const pkey = make_public_pkey(key);
    DigestContextHandle const context{EVP_MD_CTX_new()};
    require_openssl(context != nullptr, "make a signature context");
    if (!pkey)
        return false;
    require_openssl(EVP_DigestVerifyInit(context.get(), nullptr, digest_of(key.algorithm), nullptr, pkey.get()) == 1,
                    "begin to check a signature");
    auto const is_right = EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                                           message.size()) == 1; // RSA: PKCS #1 v1.5; ECDSA: DER, in its one form
    ERR_clear_error();
    return is_right;
}

bool verify_assertion_signature(CoseKey const& key, SignedAssertion const& assertion)
{
    if (auto const answer = ask_libfido2(key, assertion))
        return *answer;
    Bytes message(assertion.authenticator_data.begin(), assertion.authenticator_data.end());
    message.insert(message.end(), assertion.client_data_hash.begin(), assertion.client_data_hash.end());
    return verify_signature(key, message, assertion.signature);
}

} // namespace zugang::webauthn
