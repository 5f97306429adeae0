#include "tests/support/test_certificate.hpp"
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
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

void add_extension(X509& certificate, int name, char const* value)
{
    std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> const extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, name, value), &X509_EXTENSION_free);
    X509_add_ext(&certificate, extension.get(), -1);
}

/// Not yet signed.
CertificateOwner certificate_for(EVP_PKEY* key, std::string const& common_name)
{
    CertificateOwner certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -one_day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), one_day);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                               reinterpret_cast<unsigned char const*>(common_name.c_str()), -1, -1, 0);
    add_extension(*certificate, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    return certificate;
}

void sign(X509& certificate, EVP_PKEY* key)
{
    if (X509_sign(&certificate, key, EVP_sha256()) == 0)
        throw std::runtime_error("cannot sign the test certificate");
}

std::string make_folder()
{
    auto pattern = (std::filesystem::temp_directory_path() / "zugang-tls-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("cannot make a folder for the test certificate");
    return pattern;
}

void write_files(TestCertificate const& files, X509& certificate, EVP_PKEY* key)
{
    FileOwner const key_out(std::fopen(files.key_file().c_str(), "w"), &std::fclose);
    FileOwner const certificate_out(std::fopen(files.certificate_file().c_str(), "w"), &std::fclose);
    if (!key_out || !certificate_out ||
        PEM_write_PrivateKey(key_out.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
        PEM_write_X509(certificate_out.get(), &certificate) != 1)
        throw std::runtime_error("cannot write the test certificate");
}

} // namespace

TestCertificate::TestCertificate(Kind kind) : folder_(make_folder())
{
    KeyOwner const key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    auto const certificate = certificate_for(key.get(), "localhost");
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    if (kind == Kind::authority)
        add_extension(*certificate, NID_basic_constraints, "critical,CA:TRUE");
    sign(*certificate, key.get());
    write_files(*this, *certificate, key.get());
}

TestCertificate::TestCertificate(TestCertificate const& authority, std::string const& common_name)
    : folder_(make_folder())
{
    FileOwner const certificate_in(std::fopen(authority.certificate_file().c_str(), "r"), &std::fclose);
    FileOwner const key_in(std::fopen(authority.key_file().c_str(), "r"), &std::fclose);
    CertificateOwner const issuer(PEM_read_X509(certificate_in.get(), nullptr, nullptr, nullptr), &X509_free);
    KeyOwner const issuer_key(PEM_read_PrivateKey(key_in.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free);
    KeyOwner const key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    auto const certificate = certificate_for(key.get(), common_name);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get()));
    sign(*certificate, issuer_key.get());
    write_files(*this, *certificate, key.get());
}

std::string TestCertificate::certificate() const
{
    std::ifstream in(certificate_file());
    return {std::istreambuf_iterator<char>(in), {}};
}

TestCertificate::~TestCertificate()
{
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

} // namespace zugang::tests
