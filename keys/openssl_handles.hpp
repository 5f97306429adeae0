// Owners of OpenSSL's objects and one check for its results. Internal: only the .cpp files of this folder include it.
#pragma once
#include <memory>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>
#include <stdexcept>
#include <string>

namespace zugang::keys {

template <auto release>
struct OpensslRelease {
    template <class T>
    void operator()(T* object) const noexcept
    {
        release(object);
    }
};

using PkeyHandle = std::unique_ptr<EVP_PKEY, OpensslRelease<&EVP_PKEY_free>>;
using PkeyContextHandle = std::unique_ptr<EVP_PKEY_CTX, OpensslRelease<&EVP_PKEY_CTX_free>>;
using DigestContextHandle = std::unique_ptr<EVP_MD_CTX, OpensslRelease<&EVP_MD_CTX_free>>;
using BignumHandle = std::unique_ptr<BIGNUM, OpensslRelease<&BN_clear_free>>;
using EcdsaSignatureHandle = std::unique_ptr<ECDSA_SIG, OpensslRelease<&ECDSA_SIG_free>>;
using ParameterBuilderHandle = std::unique_ptr<OSSL_PARAM_BLD, OpensslRelease<&OSSL_PARAM_BLD_free>>;
using ParametersHandle = std::unique_ptr<OSSL_PARAM, OpensslRelease<&OSSL_PARAM_free>>;
using Pkcs8Handle = std::unique_ptr<PKCS8_PRIV_KEY_INFO, OpensslRelease<&PKCS8_PRIV_KEY_INFO_free>>;
using MessageDigestHandle = std::unique_ptr<EVP_MD, OpensslRelease<&EVP_MD_free>>;
using KdfHandle = std::unique_ptr<EVP_KDF, OpensslRelease<&EVP_KDF_free>>;
using KdfContextHandle = std::unique_ptr<EVP_KDF_CTX, OpensslRelease<&EVP_KDF_CTX_free>>;
using CipherHandle = std::unique_ptr<EVP_CIPHER, OpensslRelease<&EVP_CIPHER_free>>;
using CipherContextHandle = std::unique_ptr<EVP_CIPHER_CTX, OpensslRelease<&EVP_CIPHER_CTX_free>>;

/// Throws where OpenSSL could not do what never depends on input: memory is short or the build lacks an algorithm.
inline void require_openssl(bool succeeded, char const* action)
{
    if (succeeded)
        return;
    ERR_clear_error(); // an entry left behind would be read as the failure of a later TLS call on this thread
    throw std::runtime_error(std::string("OpenSSL cannot ") + action);
}

} // namespace zugang::keys
