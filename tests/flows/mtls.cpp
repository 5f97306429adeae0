// The second listener, as clients find and use it (RFC 8705 §5).
#include "doctest.h"
#include "idp/endpoints/discovery.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/stand.hpp"
#include "tests/support/test_certificate.hpp"

namespace zugang::tests {

TEST_SUITE("mutual TLS")
{
    TEST_CASE("the metadata names aliases on the other port, for endpoints it names, and only where it is configured")
    {
        idp::config::Config config;
        config.issuer = "https://id.example";
        CHECK_FALSE(Json::parse(idp::endpoints::metadata(config))->has("mtls_endpoint_aliases"));
        config.listen.mtls.emplace();
        auto const json = Json::parse(idp::endpoints::metadata(config)).value();
        auto const aliases = json.find("mtls_endpoint_aliases").value();
        CHECK(aliases.string("token_endpoint") == "https://id.example:8443/oauth2/token");
        CHECK(aliases.string("userinfo_endpoint") == "https://id.example:8443/oauth2/userinfo");
        for (auto const* const other : {"issuer", "authorization_endpoint", "jwks_uri", "end_session_endpoint"})
            CHECK_FALSE(aliases.has(other));
        for (auto const& [name, value] : aliases.members())
            CHECK(json.has(name));
    }

    TEST_CASE("both listeners answer for the issuer, each by its own Host, and for nobody else")
    {
        TestCertificate const certificate;
        auto const mtls_port = free_port();
        Stand const stand{Engine::sqlite, {.configure = [&](idp::config::Config& config) {
                              config.issuer = "https://localhost:" + std::to_string(config.listen.port);
                              config.listen.tls = {certificate.certificate_file(), certificate.key_file(), "1.3"};
                              config.listen.mtls.emplace();
                              config.listen.mtls->port = mtls_port;
                              config.listen.mtls->trust = "any";
                          }}};
        auto const status = [](unsigned short port, std::string const& host) {
            RawClient client{port, TlsChoice{}};
            return client.ask("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status;
        };
        auto const own = "localhost:" + std::to_string(stand.port());
        auto const mtls = "localhost:" + std::to_string(mtls_port);
        CHECK(status(stand.port(), own) == 200);
        CHECK(status(mtls_port, mtls) == 200);
        CHECK(status(mtls_port, "localhost") == 421);
        CHECK(status(mtls_port, "id.example:" + std::to_string(mtls_port)) == 421);
        CHECK(status(stand.port(), "id.example") == 421);
    }
}

} // namespace zugang::tests
