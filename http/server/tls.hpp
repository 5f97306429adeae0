// The TLS side of the server: protocol versions, ciphers, certificate and ALPN (RFC 8446, RFC 9325, RFC 7301).
#pragma once
#include "http/server/server.hpp"
#include <memory>

struct ssl_ctx_st; // OpenSSL's SSL_CTX

namespace zugang::http::server {

/// Throws std::runtime_error where certificate and key cannot be read or do not belong together.
[[nodiscard]] std::shared_ptr<ssl_ctx_st> make_tls_context(Tls const& tls);

} // namespace zugang::http::server
