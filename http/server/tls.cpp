#include "http/server/tls.hpp"
#include "base/bytes.hpp"
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <stdexcept>

namespace zugang::http::server {
namespace {

constexpr std::string_view http_1_1 = "http/1.1";

void check_tls(bool succeeded, std::string const& what)
{
    if (succeeded)
        return;
    auto const* const reason = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    throw std::runtime_error(what + (reason != nullptr ? std::string(": ") + reason : std::string{}));
}

/// A client that names protocols and not ours is refused, lest it takes our bytes for another protocol's (ALPACA).
int choose_protocol(SSL*, unsigned char const** out, unsigned char* out_length, unsigned char const* in,
                    unsigned in_length, void*)
{
    auto offered = text_of(ByteView(in, in_length));
    while (!offered.empty()) {
        auto const length = static_cast<unsigned char>(offered.front());
        if (length + 1U > offered.size())
            break;
        auto const name = offered.substr(1, length);
        if (name == http_1_1) {
            *out = bytes_of(name).data();
            *out_length = length;
            return SSL_TLSEXT_ERR_OK;
        }
        offered.remove_prefix(length + 1U);
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

void set_versions(SSL_CTX* context, std::string const& minimum)
{
    if (minimum != "1.3" && minimum != "1.2")
        throw std::runtime_error("TLS minimum must be 1.3 or 1.2");
    check_tls(SSL_CTX_set_min_proto_version(context, minimum == "1.3" ? TLS1_3_VERSION : TLS1_2_VERSION) == 1,
              "TLS version");
    // TLS 1.2 only with forward secrecy and authenticated encryption, and of those what FAPI 2.0 §5.2.2 allows.
    check_tls(SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM") == 1, "TLS ciphers");
    check_tls(SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384") == 1, "TLS groups");
    // Early data can be replayed by whoever recorded it: a sign-in must not be.
    SSL_CTX_set_max_early_data(context, 0);
    SSL_CTX_set_recv_max_early_data(context, 0);
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS); // ten thousand idle connections hold no buffers
}

/// Accepts every certificate: what became of its verification is read after the handshake.
int accept_unverified(int, X509_STORE_CTX*)
{
    return 1;
}

} // namespace

std::shared_ptr<ssl_ctx_st> make_tls_context(Tls const& tls)
{
    ERR_clear_error();
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
    check_tls(context != nullptr, "TLS context");
    set_versions(context.get(), tls.minimum);
    check_tls(SSL_CTX_use_certificate_chain_file(context.get(), tls.certificate_file.c_str()) == 1,
              "certificate " + tls.certificate_file);
    check_tls(SSL_CTX_use_PrivateKey_file(context.get(), tls.key_file.c_str(), SSL_FILETYPE_PEM) == 1,
              "key " + tls.key_file);
    check_tls(SSL_CTX_check_private_key(context.get()) == 1, "certificate and key do not belong together");
    constexpr std::string_view session_context = "http";
    check_tls(SSL_CTX_set_session_id_context(context.get(), bytes_of(session_context).data(),
                                             static_cast<unsigned>(session_context.size())) == 1,
              "TLS sessions");
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF); // resumption by ticket alone
    SSL_CTX_set_alpn_select_cb(context.get(), &choose_protocol, nullptr);
    return context;
}

std::shared_ptr<ssl_ctx_st> make_tls_context(Tls const& tls, ClientCertificates const& wanted)
{
    auto context = make_tls_context(tls);
    if (!wanted.ca_file.empty()) {
        auto const* const file = wanted.ca_file.c_str();
        check_tls(SSL_CTX_load_verify_file(context.get(), file) == 1,
                  "client certificate authorities " + wanted.ca_file);
        if (!wanted.accepts_unverified) // the names tell clients which certificate to choose; who takes all names none
            SSL_CTX_set_client_CA_list(context.get(), SSL_load_client_CA_file(file));
    }
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, wanted.accepts_unverified ? &accept_unverified : nullptr);
    // Each connection proves its key and is verified anew.
    SSL_CTX_set_options(context.get(), SSL_OP_NO_TICKET);
    check_tls(SSL_CTX_set_num_tickets(context.get(), 0) == 1, "TLS tickets");
    return context;
}

void add_client_certificate(Request& request, ssl_st const* connection)
{
    if (connection == nullptr)
        return;
    std::unique_ptr<X509, decltype(&X509_free)> const certificate(SSL_get1_peer_certificate(connection), &X509_free);
    if (certificate == nullptr)
        return;
    std::unique_ptr<BIO, decltype(&BIO_free)> const out(BIO_new(BIO_s_mem()), &BIO_free);
    check_tls(out != nullptr && PEM_write_bio_X509(out.get(), certificate.get()) == 1, "client certificate");
    char* text = nullptr;
    auto const size = BIO_get_mem_data(out.get(), &text);
    request.client_certificate.assign(text, static_cast<std::size_t>(size));
    request.client_certificate_verified = SSL_get_verify_result(connection) == X509_V_OK;
}

} // namespace zugang::http::server
