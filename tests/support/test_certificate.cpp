#include "tests/support/test_certificate.hpp"
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdexcept>

namespace zugang::tests {
namespace {

using KeyOwner = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using CertificateOwner = std::unique_ptr<X509, decltype(&X509_free)>;
using FileOwner = std::unique_ptr<std::FILE, decltype(&std::fclose)>;

constexpr long one_day = 86400;

CertificateOwner self_signed(EVP_PKEY* key)
{
    CertificateOwner certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -one_day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), one_day);
    X509_set_pubkey(certificate.get(), key);
    auto* const name = X509_get_subject_name(certificate.get());
    unsigned char const common_name[] = "localhost";
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common_name, -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> const names(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1"),
        &X509_EXTENSION_free);
    X509_add_ext(certificate.get(), names.get(), -1);
    if (X509_sign(certificate.get(), key, EVP_sha256()) == 0)
        throw std::runtime_error("cannot sign the test certificate");
    return certificate;
}

} // namespace

TestCertificate::TestCertificate()
{
    auto pattern = (std::filesystem::temp_directory_path() / "zugang-tls-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("cannot make a folder for the test certificate");
    folder_ = pattern;
    KeyOwner const key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    auto const certificate = self_signed(key.get());
    FileOwner const key_out(std::fopen(key_file().c_str(), "w"), &std::fclose);
    FileOwner const certificate_out(std::fopen(certificate_file().c_str(), "w"), &std::fclose);
    if (!key_out || !certificate_out ||
        PEM_write_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
        PEM_write_X509(certificate_out.get(), certificate.get()) != 1)
        throw std::runtime_error("cannot write the test certificate");
}

TestCertificate::~TestCertificate()
{
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

} // namespace zugang::tests
