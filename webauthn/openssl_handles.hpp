// Owners of OpenSSL's objects. Internal: only the .cpp files of this folder include it.
#pragma once
#include <memory>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>
#include <stdexcept>
#include <string>

namespace zugang::webauthn {

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
using BignumHandle = std::unique_ptr<BIGNUM, OpensslRelease<&BN_free>>;
using ParameterBuilderHandle = std::unique_ptr<OSSL_PARAM_BLD, OpensslRelease<&OSSL_PARAM_BLD_free>>;
using ParametersHandle = std::unique_ptr<OSSL_PARAM, OpensslRelease<&OSSL_PARAM_free>>;
using CertificateHandle = std::unique_ptr<X509, OpensslRelease<&X509_free>>;

/// Throws where OpenSSL could not do what never depends on input: memory is short or the build lacks an algorithm.
inline void require_openssl(bool succeeded, char const* action)
{
    if (succeeded)
        return;
    ERR_clear_error(); // an entry left behind would be read as the failure of a later TLS call on this thread
    throw std::runtime_error(std::string("OpenSSL cannot ") + action);
}

} // namespace zugang::webauthn
