// The TLS side of the server: protocol versions, ciphers, certificate and ALPN (RFC 8446, RFC 9325, RFC 7301).
#pragma once
#include "http/server/server.hpp"
#include <memory>

struct ssl_st;     // OpenSSL's SSL
struct ssl_ctx_st; // and SSL_CTX

namespace zugang::http::server {

/// Throws std::runtime_error where certificate and key cannot be read or do not belong together.
[[nodiscard]] std::shared_ptr<ssl_ctx_st> make_tls_context(Tls const& tls);
/// The same, and it asks for a client certificate. Where one is shown that nobody of `wanted.ca_file` vouches for, the
/// handshake fails unless `wanted.accepts_unverified`.
[[nodiscard]] std::shared_ptr<ssl_ctx_st> make_tls_context(Tls const& tls, ClientCertificates const& wanted);

/// What the client has shown in the handshake, if anything. No header is ever believed for that. Null: not TLS.
void add_client_certificate(Request& request, ssl_st const* connection);

} // namespace zugang::http::server
