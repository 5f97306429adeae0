#include "tests/support/soft_certificate.hpp"
#include "base/base64url.hpp"
#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <stdexcept>

namespace zugang::tests {
namespace {

using CertificatePtr = std::unique_ptr<X509, decltype(&X509_free)>;

void must(bool worked, char const* what)
{
    if (!worked)
        throw std::runtime_error(std::string("soft certificate: ") + what);
}

void add_extension(X509* certificate, SoftExtension const& extension)
{
    std::unique_ptr<ASN1_OBJECT, decltype(&ASN1_OBJECT_free)> const oid(OBJ_txt2obj(extension.oid.c_str(), 1),
                                                                        &ASN1_OBJECT_free);
    std::unique_ptr<ASN1_OCTET_STRING, decltype(&ASN1_OCTET_STRING_free)> const content(ASN1_OCTET_STRING_new(),
                                                                                        &ASN1_OCTET_STRING_free);
    ASN1_OCTET_STRING_set(content.get(), extension.content.data(), static_cast<int>(extension.content.size()));
    std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> const made(
        X509_EXTENSION_create_by_OBJ(nullptr, oid.get(), extension.is_critical ? 1 : 0, content.get()),
        &X509_EXTENSION_free);
    must(made && X509_add_ext(certificate, made.get(), -1) == 1, "extension");
}

void add_constraints(X509* certificate, CertificatePlan::Constraints constraints)
{
    if (constraints == CertificatePlan::Constraints::none)
        return;
    bool const is_authority = constraints == CertificatePlan::Constraints::authority;
    std::unique_ptr<BASIC_CONSTRAINTS, decltype(&BASIC_CONSTRAINTS_free)> const content(BASIC_CONSTRAINTS_new(),
                                                                                        &BASIC_CONSTRAINTS_free);
    content->ca = is_authority ? 1 : 0;
    must(X509_add1_ext_i2d(certificate, NID_basic_constraints, content.get(), is_authority ? 1 : 0, 0) == 1,
         "basic constraints");
    if (!is_authority)
        return;
    std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> const usage(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_key_usage, "critical,keyCertSign,cRLSign"), &X509_EXTENSION_free);
    X509_add_ext(certificate, usage.get(), -1);
}

CertificatePtr parse(Bytes const& der)
{
    auto const* at = der.data();
    return {d2i_X509(nullptr, &at, static_cast<long>(der.size())), &X509_free};
}

Bytes encode(X509* certificate)
{
    unsigned char* out = nullptr;
    auto const size = i2d_X509(certificate, &out);
    must(size > 0, "encode");
    Bytes copy(out, out + size);
    OPENSSL_free(out);
    return copy;
}

EVP_MD const* hash_of(SoftKey const& key)
{
    return key.kind() == KeyKind::eddsa ? nullptr : EVP_sha256();
}

/// A certificate's serial number is its own: two of one issuer must not share one.
void give_serial(X509* certificate)
{
    static std::mutex guard;
    static std::uint64_t next = 1;
    std::lock_guard const lock(guard);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), next++);
}

} // namespace

SoftExtension& CertificatePlan::extension(std::string const& oid)
{
    auto const found = std::ranges::find(extensions, oid, &SoftExtension::oid);
    must(found != extensions.end(), "no such extension");
    return *found;
}

void CertificatePlan::remove_extension(std::string const& oid)
{
    must(std::erase_if(extensions, [&](SoftExtension const& each) { return each.oid == oid; }) == 1,
         "no such extension");
}

std::string SoftCertificate::pem() const
{
    auto const text = base64_encode(der);
    std::string out = "-----BEGIN CERTIFICATE-----\n";
    for (std::size_t at = 0; at < text.size(); at += 64)
        out += text.substr(at, 64) + "\n";
    return out + "-----END CERTIFICATE-----\n";
}

SoftCertificate make_certificate(SoftKey const& key, CertificatePlan const& plan, SoftCertificate const* issuer)
{
    constexpr long day = 86400;
    CertificatePtr const certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), plan.version - 1);
    give_serial(certificate.get());
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), plan.first_day * day);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), plan.last_day * day);
    X509_set_pubkey(certificate.get(), key.handle());
    for (auto const& [name, value] : plan.subject) // the type is given: OpenSSL then lets also a wrong length pass
        must(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), name.c_str(),
                                        name == "C" ? V_ASN1_PRINTABLESTRING : V_ASN1_UTF8STRING,
                                        reinterpret_cast<unsigned char const*>(value.c_str()),
                                        static_cast<int>(value.size()), -1, 0) == 1,
             "subject");
    auto const above = issuer != nullptr ? parse(issuer->der) : CertificatePtr{nullptr, &X509_free};
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(above ? above.get() : certificate.get()));
    add_constraints(certificate.get(), plan.constraints);
    for (auto const& extension : plan.extensions)
        add_extension(certificate.get(), extension);
    auto const& signer = issuer != nullptr ? issuer->key : key;
    must(X509_sign(certificate.get(), signer.handle(), hash_of(signer)) != 0, "sign");
    return {key, encode(certificate.get())};
}

SoftAuthority const& SoftAuthority::of_run(int number)
{
    static std::mutex guard;
    static std::map<int, SoftAuthority> made;
    std::lock_guard const lock(guard);
    if (auto const found = made.find(number); found != made.end())
        return found->second;
    auto const name = [&](char const* what) {
        return CertificatePlan{.subject = {{"C", "DE"}, {"O", "Musterwerk"}, {"CN", what + std::to_string(number)}},
                               .constraints = CertificatePlan::Constraints::authority};
    };
    auto root = make_certificate(SoftKey::make(KeyKind::es256), name("Root "), nullptr);
    auto intermediate = make_certificate(SoftKey::make(KeyKind::es256), name("Devices "), &root);
    return made.emplace(number, SoftAuthority{std::move(root), std::move(intermediate)}).first->second;
}

} // namespace zugang::tests
