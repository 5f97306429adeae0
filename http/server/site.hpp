// Site: what all connections of one server share.
#pragma once
#include "http/server/connection_counter.hpp"
#include "http/server/proxies.hpp"
#include "http/server/server.hpp"
#include "http/server/tls.hpp"
#include <atomic>
#include <memory>

namespace zugang::http::server {

struct Site {
    Site(Options options_, Handler handler_)
        : options(std::move(options_)), handler(std::move(handler_)), proxies(options.trusted_proxies),
          tls(options.tls ? make_tls_context(*options.tls) : nullptr),
          certificate_tls(options.client_certificates
                              ? make_tls_context(options.tls.value(), *options.client_certificates)
                              : nullptr),
          counter({options.limits.connections_per_address, options.limits.connections})
    {
    }

    Options const options;
    Handler const handler;
    TrustedProxies const proxies;
    std::shared_ptr<ssl_ctx_st> const tls; // none: plain HTTP
    std::shared_ptr<ssl_ctx_st> const certificate_tls;
    ConnectionCounter counter;
    std::atomic<bool> is_stopping = false;
};

} // namespace zugang::http::server
