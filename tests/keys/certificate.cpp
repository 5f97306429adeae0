#include "keys/certificate.hpp"
#include "base/sha256.hpp"
#include "doctest.h"
#include "keys_support.hpp"
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace zugang::keys::test {
namespace {

struct SubjectEntry {
    char const* type;
    std::string value;
    int set = 0; // -1: in the same relative name as the one before
};

/// A self-signed certificate over `key`, straight from OpenSSL.
Bytes make_certificate(EVP_PKEY* key, std::vector<SubjectEntry> const& subject, std::string const& names = "")
{
    auto* const x509 = X509_new();
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), 0);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    for (auto const& [type, value, set] : subject)
        REQUIRE(X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), type, MBSTRING_UTF8, bytes_of(value).data(),
                                           static_cast<int>(value.size()), -1, set) == 1);
    if (!names.empty()) {
        auto* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
        REQUIRE(extension != nullptr);
        X509_add_ext(x509, extension, -1);
        X509_EXTENSION_free(extension);
    }
    X509_set_pubkey(x509, key);
    REQUIRE(X509_sign(x509, key, EVP_sha256()) > 0);
    unsigned char* der = nullptr;
    auto const size = i2d_X509(x509, &der);
    Bytes bytes(der, der + size);
    OPENSSL_free(der);
    X509_free(x509);
    return bytes;
}

struct OwnKey {
    EVP_PKEY* pkey = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    OwnKey() = default;
    ~OwnKey() { EVP_PKEY_free(pkey); }
    OwnKey(OwnKey const&) = delete;
    OwnKey& operator=(OwnKey const&) = delete;
};

Certificate with_subject(std::vector<SubjectEntry> const& subject)
{
    OwnKey const key;
    return Certificate::from_der(make_certificate(key.pkey, subject)).value();
}

Certificate with_names(std::string const& names)
{
    OwnKey const key;
    return Certificate::from_der(make_certificate(key.pkey, {{"CN", "Portal"}}, names)).value();
}

std::string const rfc8705_certificate =
    "MIIBBjCBrAIBAjAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARtdGxzMB4XDTE4MTAxODEyMzcwOVoXDTIyMDUwMjEyMzcwOVowDzENMAsGA1UEAwwE"
    "bXRsczBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNcnyxwqV6hY8QnhxxzFQ03C7HKW9OylMbnQZjjJ/Au08/coZwxS7LfA4vOLS9WuneIXhbGG"
    "WvsDSb0tH6IxLm8wCgYIKoZIzj0EAwIDSQAwRgIhAP0RC1E+vwJD/D1AGHGzuri+hlV/PpQEKTWUVeORWz83AiEA5x2eXZOVbUlJSGQgjwD5vaUa"
    "KlLR50Q2DmFfQj1L+SY=";

std::string to_pem(std::string_view base64, std::string_view kind = "CERTIFICATE")
{
    auto pem = "-----BEGIN " + std::string(kind) + "-----\n";
    for (std::size_t i = 0; i < base64.size(); i += 64)
        pem += std::string(base64.substr(i, 64)) + "\n";
    return pem + "-----END " + std::string(kind) + "-----\n";
}

} // namespace

TEST_CASE("RFC 8705 A: the certificate has the published thumbprint x5t#S256, read as PEM and as DER")
{
    auto const from_pem = Certificate::from_pem(to_pem(rfc8705_certificate));
    REQUIRE(from_pem);
    CHECK(from_pem->thumbprint() == "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0");
    CHECK(from_pem->subject_dn() == "CN=mtls");
    auto const from_der = Certificate::from_der(base64_decode(rfc8705_certificate).value());
    REQUIRE(from_der);
    CHECK(from_der->thumbprint() == from_pem->thumbprint());
    CHECK(from_der->has_same_key(*from_pem));
}

TEST_CASE("what is no certificate, is cut or has bytes behind it is refused")
{
    auto der = base64_decode(rfc8705_certificate).value();
    CHECK(Certificate::from_der(der));
    CHECK_FALSE(Certificate::from_der(ByteView{der}.first(der.size() - 1)));
    CHECK_FALSE(Certificate::from_der({}));
    der.push_back(0);
    CHECK_FALSE(Certificate::from_der(der));
    CHECK_FALSE(Certificate::from_der(Bytes(65537, 0x30)));
    CHECK_FALSE(Certificate::from_pem(""));
    CHECK_FALSE(Certificate::from_pem(rfc8705_certificate));
    CHECK_FALSE(Certificate::from_pem(to_pem("AAAA")));
    CHECK_FALSE(Certificate::from_pem(to_pem(rfc8705_certificate, "PUBLIC KEY")));
    CHECK_FALSE(Certificate::from_pem(std::string(131073, 'A')));
}

TEST_CASE("the subject reads as RFC 4514 writes it: the most specific name first, special characters escaped")
{
    CHECK(with_subject({{"C", "DE"}, {"O", "Amt"}, {"CN", "Portal"}}).subject_dn() == "CN=Portal,O=Amt,C=DE");
    CHECK(with_subject({{"O", "Müller, Söhne + Co"}}).subject_dn() == "O=Müller\\, Söhne \\+ Co");
    CHECK(with_subject({{"CN", "#1"}}).subject_dn() == "CN=\\#1");
}

TEST_CASE("a subject is compared name by name: blanks around separators and the case of types do not matter")
{
    auto const certificate = with_subject({{"C", "DE"}, {"O", "Amt, Nord"}, {"CN", "Portal 1"}});
    CHECK(certificate.has_subject(certificate.subject_dn()));
    CHECK(certificate.has_subject("CN=Portal 1,O=Amt\\, Nord,C=DE"));
    CHECK(certificate.has_subject("cn = Portal 1 , o=Amt\\2C Nord ,2.5.4.6=DE"));
    CHECK(certificate.has_subject("CN=Portal\\ 1,O=Amt\\, Nord,C=#13024445")); // PrintableString "DE"
    CHECK_FALSE(certificate.has_subject("CN=Portal 2,O=Amt\\, Nord,C=DE"));
    CHECK_FALSE(certificate.has_subject("CN=portal 1,O=Amt\\, Nord,C=DE"));
    CHECK_FALSE(certificate.has_subject("CN=Portal 1,O=Amt\\, Nord"));
    CHECK_FALSE(certificate.has_subject("O=Amt\\, Nord,C=DE"));
    CHECK_FALSE(certificate.has_subject("C=DE,O=Amt\\, Nord,CN=Portal 1"));
    CHECK_FALSE(certificate.has_subject("CN=Portal 1+O=Amt\\, Nord,C=DE"));
}

TEST_CASE("a comma or a plus inside a value is no separator")
{
    // Were values joined as text, a firm could buy the name of another one.
    auto const certificate = with_subject({{"O", "Amt,CN=Portal"}});
    CHECK(certificate.has_subject("O=Amt\\,CN\\=Portal"));
    CHECK(certificate.has_subject("O=Amt\\,CN=Portal"));
    CHECK_FALSE(certificate.has_subject("O=Amt,CN=Portal"));
    CHECK_FALSE(certificate.has_subject("CN=Portal,O=Amt"));
}

TEST_CASE("attributes of one relative name may come in either order")
{
    auto const certificate = with_subject({{"C", "DE"}, {"CN", "Portal"}, {"UID", "17", -1}});
    CHECK(certificate.has_subject("CN=Portal+UID=17,C=DE"));
    CHECK(certificate.has_subject("UID=17 + CN=Portal, C=DE"));
    CHECK_FALSE(certificate.has_subject("CN=Portal,UID=17,C=DE"));
}

TEST_CASE("types of certificates of authorities are known by name")
{
    auto const certificate =
        with_subject({{"organizationIdentifier", "PSDDE-BAFIN-1"}, {"emailAddress", "a@example.org"}});
    CHECK(certificate.has_subject("emailAddress=a@example.org,organizationIdentifier=PSDDE-BAFIN-1"));
    CHECK(certificate.has_subject("1.2.840.113549.1.9.1=a@example.org,2.5.4.97=PSDDE-BAFIN-1"));
    CHECK(certificate.has_subject(certificate.subject_dn()));
}

TEST_CASE("a text that is no distinguished name is no certificate's subject")
{
    auto const certificate = with_subject({{"CN", "Portal"}});
    CHECK(certificate.has_subject("CN=Portal"));
    for (auto const* const text :
         {"", "Portal", "CN", "CN=", "=Portal", "CN=Portal,", ",CN=Portal", "CN=Portal+", "CN=\"Portal\"",
          "CN=Portal\\", "CN=Portal\\4", "CN=#", "CN=#zz", "CN=#0c0", "CN=#0c06506f7274616c00", "NOSUCHTYPE=Portal",
          "HMAC=Portal", "CN=Portal;C=DE", "CN=Portal\\x"})
        CHECK_FALSE_MESSAGE(certificate.has_subject(text), text);
    CHECK_FALSE(with_subject({}).has_subject(""));
    CHECK_FALSE(certificate.has_subject(std::string_view{"2.5.4.3\0=Portal", 15})); // a zero ends no type
}

TEST_CASE("alternative names are found by their kind and whole value alone")
{
    auto const certificate = with_names(
        "DNS:portal.example.org,URI:https://portal.example.org/a,email:a@example.org,IP:192.0.2.7,IP:2001:db8::1");
    CHECK(certificate.has_dns_name("portal.example.org"));
    CHECK_FALSE(certificate.has_dns_name("example.org"));
    CHECK_FALSE(certificate.has_dns_name("portal.example.org."));
    CHECK_FALSE(certificate.has_dns_name("https://portal.example.org/a"));
    CHECK_FALSE(certificate.has_dns_name("Portal")); // the common name is none
    CHECK(certificate.has_uri("https://portal.example.org/a"));
    CHECK_FALSE(certificate.has_uri("https://portal.example.org/"));
    CHECK_FALSE(certificate.has_uri("portal.example.org"));
    CHECK(certificate.has_email("a@example.org"));
    CHECK_FALSE(certificate.has_email("b@example.org"));
    CHECK(certificate.has_ip_address("192.0.2.7"));
    CHECK(certificate.has_ip_address("2001:db8:0:0:0:0:0:1"));
    CHECK_FALSE(certificate.has_ip_address("192.0.2.8"));
    CHECK_FALSE(certificate.has_ip_address("portal.example.org"));
    CHECK_FALSE(certificate.has_ip_address(""));
    CHECK_FALSE(with_names("").has_dns_name(""));
}

TEST_CASE("a wildcard name is a name like any other")
{
    auto const certificate = with_names("DNS:*.example.org");
    CHECK(certificate.has_dns_name("*.example.org"));
    CHECK_FALSE(certificate.has_dns_name("portal.example.org"));
}

TEST_CASE("a certificate made anew over the same key has the same key and another thumbprint")
{
    OwnKey const key;
    auto const first = Certificate::from_der(make_certificate(key.pkey, {{"CN", "Portal"}})).value();
    auto const renewed = Certificate::from_der(make_certificate(key.pkey, {{"CN", "Portal 2"}})).value();
    CHECK(first.has_same_key(renewed));
    CHECK(first.thumbprint() != renewed.thumbprint());
    CHECK_FALSE(first.has_same_key(with_subject({{"CN", "Portal"}})));
}

TEST_CASE("the thumbprint is of the bytes as they came")
{
    OwnKey const key;
    auto const der = make_certificate(key.pkey, {{"CN", "Portal"}});
    CHECK(Certificate::from_der(der).value().thumbprint() == base64url_encode(sha256(der)));
}

} // namespace zugang::keys::test
