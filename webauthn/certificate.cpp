#include "webauthn/certificate.hpp"
#include "webauthn/public_pkey.hpp"
#include "webauthn/x509.hpp"
#include <openssl/objects.h>
#include <openssl/x509v3.h>
#include <string_view>

namespace zugang::webauthn {
namespace {

using ObjectHandle = std::unique_ptr<ASN1_OBJECT, OpensslRelease<&ASN1_OBJECT_free>>;
using GeneralNamesHandle = std::unique_ptr<GENERAL_NAMES, OpensslRelease<&GENERAL_NAMES_free>>;
using KeyUsagesHandle = std::unique_ptr<EXTENDED_KEY_USAGE, OpensslRelease<&EXTENDED_KEY_USAGE_free>>;
using ConstraintsHandle = std::unique_ptr<BASIC_CONSTRAINTS, OpensslRelease<&BASIC_CONSTRAINTS_free>>;

/// One of the names in this folder's source.
ObjectHandle object_of(char const* oid)
{
    ObjectHandle object{OBJ_txt2obj(oid, /*no_name=*/1)};
    require_openssl(object != nullptr, "read an object identifier");
    return object;
}

std::optional<std::string> to_utf8(ASN1_STRING const* value)
{
    unsigned char* text = nullptr;
    auto const size = ASN1_STRING_to_UTF8(&text, value);
    if (size < 0)
        return std::nullopt;
    std::string utf8(reinterpret_cast<char const*>(text), static_cast<std::size_t>(size));
    OPENSSL_free(text);
    return utf8;
}

/// The only attribute of that type: with two of them, two readers would see two names.
std::optional<std::string> only_attribute(X509_NAME const* name, char const* oid)
{
    auto const object = object_of(oid);
    auto const index = X509_NAME_get_index_by_OBJ(name, object.get(), -1);
    if (index < 0 || X509_NAME_get_index_by_OBJ(name, object.get(), index) >= 0)
        return std::nullopt;
    return to_utf8(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
}

/// How an algorithm signs, and with which kind of key: a certificate's key is bound to the algorithm's curve as a
/// credential's is.
struct SignatureForm {
    std::int64_t algorithm;
    char const* key_type;
    std::string_view curve;
    EVP_MD const* (*digest)(); // null: Ed25519 hashes by itself
};

constexpr SignatureForm signature_forms[] = {
    {-7, "EC", "prime256v1", &EVP_sha256}, {-35, "EC", "secp384r1", &EVP_sha384}, {-36, "EC", "secp521r1", &EVP_sha512},
    {-8, "ED25519", "", nullptr},          {-257, "RSA", "", &EVP_sha256},        {cose_rs1, "RSA", "", &EVP_sha1},
};

constexpr int smallest_modulus_bits = 2048;
constexpr int largest_modulus_bits = 8192;

bool fits(EVP_PKEY const* key, SignatureForm const& form)
{
    if (EVP_PKEY_is_a(key, form.key_type) != 1)
        return false;
    if (std::string_view{form.key_type} == "RSA")
        return EVP_PKEY_get_bits(key) >= smallest_modulus_bits && EVP_PKEY_get_bits(key) <= largest_modulus_bits;
    if (form.curve.empty())
        return true;
    char curve[32] = {};
    std::size_t length = 0;
    return EVP_PKEY_get_group_name(key, curve, sizeof curve, &length) == 1 && form.curve == curve;
}

} // namespace

struct Certificate::Implementation {
    CertificateHandle x509;
};

Certificate::Certificate(std::shared_ptr<Implementation const> implementation)
    : implementation_(std::move(implementation))
{
}

std::optional<Certificate> Certificate::parse(ByteView der)
{
    auto x509 = parse_x509(der);
    if (!x509)
        return std::nullopt;
    return Certificate{std::make_shared<Implementation const>(Implementation{std::move(x509)})};
}

bool Certificate::is_version_3() const
{
    return X509_get_version(implementation_->x509.get()) == X509_VERSION_3;
}

bool Certificate::is_end_entity() const
{
    OpensslErrorsAside const aside;
    ConstraintsHandle const constraints{static_cast<BASIC_CONSTRAINTS*>(
        X509_get_ext_d2i(implementation_->x509.get(), NID_basic_constraints, nullptr, nullptr))};
    return constraints && constraints->ca == 0;
}

bool Certificate::has_empty_subject() const
{
    return X509_NAME_entry_count(X509_get_subject_name(implementation_->x509.get())) == 0;
}

std::optional<std::string> Certificate::subject(char const* oid) const
{
    OpensslErrorsAside const aside;
    return only_attribute(X509_get_subject_name(implementation_->x509.get()), oid);
}

std::optional<std::string> Certificate::alternative_directory(char const* oid) const
{
    OpensslErrorsAside const aside;
    GeneralNamesHandle const names{static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(implementation_->x509.get(), NID_subject_alt_name, nullptr, nullptr))};
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        auto const* const name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_DIRNAME)
            return only_attribute(name->d.directoryName, oid);
    }
    return std::nullopt;
}

bool Certificate::is_for_host(std::string const& host) const
{
    OpensslErrorsAside const aside;
    constexpr unsigned flags = X509_CHECK_FLAG_NO_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT;
    return X509_check_host(implementation_->x509.get(), host.data(), host.size(), flags, nullptr) == 1;
}

bool Certificate::has_extended_key_usage(char const* oid) const
{
    OpensslErrorsAside const aside;
    KeyUsagesHandle const usages{static_cast<EXTENDED_KEY_USAGE*>(
        X509_get_ext_d2i(implementation_->x509.get(), NID_ext_key_usage, nullptr, nullptr))};
    auto const wanted = object_of(oid);
    for (int i = 0; usages && i < sk_ASN1_OBJECT_num(usages.get()); ++i)
        if (OBJ_cmp(sk_ASN1_OBJECT_value(usages.get(), i), wanted.get()) == 0)
            return true;
    return false;
}

std::vector<Certificate::Extension> Certificate::extensions(char const* oid) const
{
    auto const object = object_of(oid);
    std::vector<Extension> found;
    auto const* const x509 = implementation_->x509.get();
    for (auto at = X509_get_ext_by_OBJ(x509, object.get(), -1); at >= 0;
         at = X509_get_ext_by_OBJ(x509, object.get(), at)) {
        auto* const extension = X509_get_ext(x509, at);
        auto const* const value = X509_EXTENSION_get_data(extension);
        auto const* const data = ASN1_STRING_get0_data(value);
        found.push_back({X509_EXTENSION_get_critical(extension) != 0, {data, data + ASN1_STRING_length(value)}});
    }
    return found;
}

bool Certificate::has_key(CoseKey const& key) const
{
    OpensslErrorsAside const aside;
    auto const pkey = make_public_pkey(key);
    auto const* const certified = X509_get0_pubkey(implementation_->x509.get());
    return pkey && certified != nullptr && EVP_PKEY_eq(pkey.get(), certified) == 1;
}

Bytes Certificate::key_identifier() const
{
    Bytes identifier(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    require_openssl(X509_pubkey_digest(implementation_->x509.get(), EVP_sha1(), identifier.data(), &size) == 1,
                    "hash a public key");
    identifier.resize(size);
    return identifier;
}

bool Certificate::verify(std::int64_t algorithm, ByteView message, ByteView signature) const
{
    OpensslErrorsAside const aside;
    auto* const key = X509_get0_pubkey(implementation_->x509.get());
    for (auto const& form : signature_forms) {
        if (form.algorithm != algorithm || key == nullptr || !fits(key, form))
            continue;
        DigestContextHandle const context{EVP_MD_CTX_new()};
        auto const* const digest = form.digest == nullptr ? nullptr : form.digest();
        require_openssl(context && EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key) == 1,
                        "begin to check a signature");
        return EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
    }
    return false;
}

} // namespace zugang::webauthn
