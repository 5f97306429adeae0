#include "webauthn/trust_store.hpp"
#include "webauthn/x509.hpp"
#include <openssl/pem.h>
#include <openssl/x509_vfy.h>

namespace zugang::webauthn {
namespace {

using StoreHandle = std::unique_ptr<X509_STORE, OpensslRelease<&X509_STORE_free>>;
using StoreContextHandle = std::unique_ptr<X509_STORE_CTX, OpensslRelease<&X509_STORE_CTX_free>>;
using BioHandle = std::unique_ptr<BIO, OpensslRelease<&BIO_free_all>>;

constexpr std::size_t largest_pem = 4194304;
constexpr int deepest_path = 8;
// At least 80 bits: a certificate signed over SHA-1 or MD5 could be one of two with the same hash.
constexpr int security_level = 1;

struct CertificateStackRelease {
    void operator()(STACK_OF(X509) * stack) const noexcept { sk_X509_pop_free(stack, X509_free); }
};
using CertificateStack = std::unique_ptr<STACK_OF(X509), CertificateStackRelease>;

struct PemBlock {
    char* name = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    PemBlock() = default;
    ~PemBlock()
    {
        OPENSSL_free(name);
        OPENSSL_free(header);
        OPENSSL_clear_free(data, static_cast<std::size_t>(size)); // it may have been somebody's private key
    }
    PemBlock(PemBlock const&) = delete;
    PemBlock& operator=(PemBlock const&) = delete;
};

/// The next certificate; null at the end; fails on anything else.
Result<CertificateHandle> next_certificate(BIO* source)
{
    PemBlock block;
    if (PEM_read_bio(source, &block.name, &block.header, &block.data, &block.size) != 1) {
        auto const error = ERR_peek_last_error();
        auto const is_end = ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
        if (!is_end)
            return failure("a block of the PEM file is damaged");
        return CertificateHandle{};
    }
    if (std::string_view{block.name} != PEM_STRING_X509)
        return failure("the PEM file holds something other than certificates");
    auto certificate = parse_x509({block.data, static_cast<std::size_t>(block.size)});
    if (!certificate)
        return failure("a certificate in the PEM file cannot be read");
    return certificate;
}

void add(X509_STORE* store, X509* certificate)
{
    require_openssl(X509_STORE_add_cert(store, certificate) == 1, "keep a certificate"); // twice the same: kept once
}

/// The certificates behind the first; nothing where one cannot be read.
CertificateStack read_others(std::vector<Bytes> const& chain)
{
    CertificateStack stack{sk_X509_new_null()};
    require_openssl(stack != nullptr, "list certificates");
    for (std::size_t i = 1; i < chain.size(); ++i) {
        auto certificate = parse_x509(chain[i]);
        if (!certificate)
            return nullptr;
        require_openssl(sk_X509_push(stack.get(), certificate.get()) != 0, "list a certificate");
        static_cast<void>(certificate.release()); // the stack's now
    }
    return stack;
}

} // namespace

struct TrustStore::Implementation {
    StoreHandle store{X509_STORE_new()};
    std::size_t size = 0;
};

TrustStore::TrustStore(std::shared_ptr<Implementation const> implementation)
    : implementation_(std::move(implementation))
{
}

Result<TrustStore> TrustStore::from_pem(std::string_view pem)
{
    OpensslErrorsAside const aside;
    if (pem.size() > largest_pem)
        return failure("the PEM file is longer than 4 MiB");
    BioHandle const source{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
    auto made = std::make_shared<Implementation>();
    require_openssl(source && made->store, "read a PEM file");
    while (true) {
        auto const certificate = next_certificate(source.get());
        if (!certificate)
            return std::unexpected(certificate.error());
        if (!*certificate)
            break;
        add(made->store.get(), certificate->get());
        ++made->size;
    }
    if (made->size == 0)
        return failure("the PEM file holds no certificate");
    return TrustStore{std::move(made)};
}

TrustStore TrustStore::from_der(std::vector<Bytes> const& certificates)
{
    OpensslErrorsAside const aside;
    auto made = std::make_shared<Implementation>();
    require_openssl(made->store != nullptr, "make a store of certificates");
    for (auto const& der : certificates) {
        auto const certificate = parse_x509(der);
        if (!certificate)
            continue;
        add(made->store.get(), certificate.get());
        ++made->size;
    }
    return TrustStore{std::move(made)};
}

std::size_t TrustStore::size() const
{
    return implementation_->size;
}

bool TrustStore::vouches_for(std::vector<Bytes> const& chain, Instant now) const
{
    OpensslErrorsAside const aside;
    if (chain.empty())
        return false;
    auto const leaf = parse_x509(chain.front());
    auto const others = read_others(chain);
    if (!leaf || !others)
        return false;
    StoreContextHandle const context{X509_STORE_CTX_new()};
    require_openssl(context &&
                        X509_STORE_CTX_init(context.get(), implementation_->store.get(), leaf.get(), others.get()) == 1,
                    "begin to build a path of certificates");
    auto* const terms = X509_STORE_CTX_get0_param(context.get());
    // Partial: a configured intermediate, or the leaf itself, ends the path (§7.1 step 24 speaks of trust anchors).
    X509_VERIFY_PARAM_set_flags(terms, X509_V_FLAG_PARTIAL_CHAIN);
    X509_VERIFY_PARAM_set_time(terms, static_cast<std::time_t>(to_seconds(now)));
    X509_VERIFY_PARAM_set_depth(terms, deepest_path);
    X509_VERIFY_PARAM_set_auth_level(terms, security_level);
    return X509_verify_cert(context.get()) == 1;
}

} // namespace zugang::webauthn
