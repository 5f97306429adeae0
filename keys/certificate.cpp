#include "keys/certificate.hpp"
#include "base/base64url.hpp"
#include "base/sha256.hpp"
#include "keys/distinguished_name.hpp"
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace zugang::keys {
namespace {

using CertificateHandle = std::unique_ptr<X509, OpensslRelease<&X509_free>>;
using GeneralNamesHandle = std::unique_ptr<GENERAL_NAMES, OpensslRelease<&GENERAL_NAMES_free>>;
using BioHandle = std::unique_ptr<BIO, OpensslRelease<&BIO_free_all>>;

constexpr std::size_t largest_certificate = 65536;

struct OpensslText {
    char* text = nullptr;
    OpensslText() = default;
    ~OpensslText() { OPENSSL_free(text); }
    OpensslText(OpensslText const&) = delete;
    OpensslText& operator=(OpensslText const&) = delete;
};

struct OpensslBytes {
    unsigned char* data = nullptr;
    long size = 0;
    OpensslBytes() = default;
    ~OpensslBytes() { OPENSSL_free(data); }
    OpensslBytes(OpensslBytes const&) = delete;
    OpensslBytes& operator=(OpensslBytes const&) = delete;
};

/// The octets of the form an entry of the alternative names has; nothing for other forms.
std::optional<std::string_view> octets_of(GENERAL_NAME const* name, int form)
{
    int its_form = 0;
    auto const* const value = static_cast<ASN1_STRING const*>(GENERAL_NAME_get0_value(name, &its_form));
    if (its_form != form || value == nullptr)
        return std::nullopt;
    auto const size = static_cast<std::size_t>(ASN1_STRING_length(value));
    return text_of({ASN1_STRING_get0_data(value), size}); // with its length: a zero byte inside ends nothing
}

bool has_alternative_name(X509 const* certificate, int form, std::string_view wanted)
{
    GeneralNamesHandle const names{
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr))};
    ERR_clear_error();
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i)
        if (octets_of(sk_GENERAL_NAME_value(names.get(), i), form) == wanted)
            return true;
    return false;
}

} // namespace

struct Certificate::Implementation {
    CertificateHandle x509;
    Bytes der;
};

Certificate::Certificate(std::shared_ptr<Implementation const> implementation)
    : implementation_(std::move(implementation))
{
}

Result<Certificate> Certificate::from_der(ByteView der)
{
    if (der.size() > largest_certificate)
        return failure("the certificate is longer than 64 KiB");
    auto const* position = der.data();
    CertificateHandle x509{d2i_X509(nullptr, &position, static_cast<long>(der.size()))};
    ERR_clear_error();
    if (!x509 || position != der.data() + der.size())
        return failure("the certificate is not X.509 DER");
    return Certificate{
        std::make_shared<Implementation const>(Implementation{std::move(x509), {der.begin(), der.end()}})};
}

Result<Certificate> Certificate::from_pem(std::string_view pem)
{
    if (pem.size() > 2 * largest_certificate)
        return failure("the certificate is longer than 64 KiB");
    BioHandle const source{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    require_openssl(source != nullptr, "read a text");
    OpensslText name;
    OpensslText header;
    OpensslBytes der;
    auto const is_read = PEM_read_bio(source.get(), &name.text, &header.text, &der.data, &der.size) == 1;
    ERR_clear_error();
    if (!is_read || std::string_view{name.text} != PEM_STRING_X509)
        return failure("the certificate is not PEM");
    return from_der({der.data, static_cast<std::size_t>(der.size)});
}

std::string Certificate::thumbprint() const
{
    return base64url_encode(sha256(implementation_->der));
}

std::string Certificate::subject_dn() const
{
    // UTF-8 stays as it is: RFC 4514 §2.4 does not ask to escape it, RFC 2253's flags would.
    constexpr unsigned long flags = XN_FLAG_RFC2253 & ~std::uint64_t{ASN1_STRFLGS_ESC_MSB};
    BioHandle const target{BIO_new(BIO_s_mem())};
    require_openssl(
        target && X509_NAME_print_ex(target.get(), X509_get_subject_name(implementation_->x509.get()), 0, flags) >= 0,
        "write out a subject");
    char* text = nullptr;
    auto const size = BIO_get_mem_data(target.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

bool Certificate::has_subject(std::string_view dn) const
{
    auto const wanted = parse_distinguished_name(dn);
    return wanted && read_distinguished_name(X509_get_subject_name(implementation_->x509.get())) == wanted;
}

bool Certificate::has_dns_name(std::string_view name) const
{
    return has_alternative_name(implementation_->x509.get(), GEN_DNS, name);
}

bool Certificate::has_uri(std::string_view uri) const
{
    return has_alternative_name(implementation_->x509.get(), GEN_URI, uri);
}

bool Certificate::has_email(std::string_view address) const
{
    return has_alternative_name(implementation_->x509.get(), GEN_EMAIL, address);
}

bool Certificate::has_ip_address(std::string_view address) const
{
    using OctetsHandle = std::unique_ptr<ASN1_OCTET_STRING, OpensslRelease<&ASN1_OCTET_STRING_free>>;
    OctetsHandle const octets{a2i_IPADDRESS(std::string(address).c_str())};
    ERR_clear_error();
    if (!octets)
        return false;
    auto const size = static_cast<std::size_t>(ASN1_STRING_length(octets.get()));
    auto const wanted = text_of({ASN1_STRING_get0_data(octets.get()), size});
    return has_alternative_name(implementation_->x509.get(), GEN_IPADD, wanted);
}

bool Certificate::has_same_key(Certificate const& other) const
{
    auto const* const one = X509_get0_pubkey(implementation_->x509.get());
    auto const* const two = X509_get0_pubkey(other.implementation_->x509.get());
    auto const same = one != nullptr && two != nullptr && EVP_PKEY_eq(one, two) == 1;
    ERR_clear_error();
    return same;
}

} // namespace zugang::keys
