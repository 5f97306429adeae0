// Clients with TLS certificates (RFC 8705): by an authority's word and a name, or by the key they registered; and
// tokens bound to a certificate.
#include "base/base64url.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/client_auth/authenticate_client.hpp"
#include "idp/client_auth/sender.hpp"
#include "idp/oauth/error.hpp"
#include "keys/certificate.hpp"
#include "store/clients.hpp"
#include "tests/account/workplace.hpp"
#include "tests/client_auth/signing.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/test_certificate.hpp"

namespace zugang::tests {
namespace {

using Method = idp::oauth::AuthMethod;
using Kind = idp::oauth::CertificateName::Kind;

/// The certificate as a JWK Set publishes it (RFC 8705 §2.2.2).
std::string jwks_with(TestCertificate const& certificate)
{
    std::string body;
    auto const pem = certificate.certificate();
    for (auto const& line : split_words(pem, '\n'))
        if (!line.starts_with("-----"))
            body += line;
    return "{\"keys\":[{\"kty\":\"EC\",\"x5c\":[" + json_quote(body) + "]}]}";
}

std::string thumbprint_of(TestCertificate const& certificate)
{
    return keys::Certificate::from_pem(certificate.certificate()).value().thumbprint();
}

struct WithCertificates {
    TestCertificate authority{TestCertificate::Kind::authority};
    TestCertificate own{authority, "Portal"};
    TestCertificate other{authority, "Fremd"};
    Workplace work;
    idp::Call call;

    WithCertificates()
    {
        call.request.path = "/oauth2/token";
        call.now = work.clock.now();
    }
    void add(std::string const& id, Method method, std::function<void(idp::oauth::Client&)> const& change)
    {
        idp::oauth::Client client;
        client.id = id;
        client.auth_method = method;
        client.redirect_uris = {"https://portal.example/callback"};
        change(client);
        work.store.database().write(
            [&](store::Connection& tx) { REQUIRE(store::clients::insert(tx, to_row(client, call.now))); });
    }
    /// Whether the client is known by this certificate; `is_verified`: the listener found its authority.
    bool is_known(std::string const& id, std::string const& certificate, bool is_verified = true,
                  http::Parameters::List more = {})
    {
        call.request.client_certificate = certificate;
        call.request.client_certificate_verified = is_verified;
        more.emplace_back("client_id", id);
        call.form = http::Parameters{std::move(more)};
        try {
            return idp::client_auth::authenticate_client(call, work.services).id() == id;
        } catch (idp::oauth::Error const& error) {
            CHECK(error.kind() == idp::oauth::ErrorKind::invalid_client);
            return false;
        }
    }
};

} // namespace

TEST_SUITE("client certificates")
{
    TEST_CASE_FIXTURE(WithCertificates,
                      "tls_client_auth wants a certificate of a known authority with the one name registered")
    {
        struct Row {
            Kind kind;
            std::string good;
            std::string bad;
        };
        std::vector<Row> const rows{{Kind::subject_dn, "CN=Portal", "CN=Fremd"},
                                    {Kind::san_dns, "localhost", "portal.example"},
                                    {Kind::san_ip, "127.0.0.1", "127.0.0.2"},
                                    {Kind::san_uri, "", "https://portal.example"},
                                    {Kind::san_email, "", "max@example.org"}};
        int count = 0;
        for (auto const& [kind, good, bad] : rows) {
            for (auto const& name : {good, bad}) {
                if (name.empty())
                    continue;
                CAPTURE(name);
                auto const id = "client-" + std::to_string(++count);
                add(id, Method::tls_client_auth, [&](auto& client) {
                    client.certificate_name = idp::oauth::CertificateName{.kind = kind, .value = name};
                });
                CHECK(is_known(id, own.certificate()) == (name == good));
                CHECK_FALSE(is_known(id, own.certificate(), /*is_verified=*/false));
                CHECK_FALSE(is_known(id, ""));
                CHECK_FALSE(is_known(id, "no certificate"));
                CHECK_FALSE(is_known(id, own.certificate(), true, {{"client_secret", "x"}}));
            }
        }
        CHECK_FALSE(is_known("client-1", other.certificate()));
    }

    TEST_CASE_FIXTURE(WithCertificates,
                      "self_signed_tls_client_auth wants the registered key, whoever signed the certificate")
    {
        add("portal", Method::self_signed_tls_client_auth, [&](auto& client) { client.jwks = jwks_with(own); });
        CHECK(is_known("portal", own.certificate(), /*is_verified=*/false));
        CHECK_FALSE(is_known("portal", other.certificate()));
        CHECK_FALSE(is_known("portal", ""));
        CHECK_FALSE(is_known("portal", "no certificate"));
    }

    TEST_CASE_FIXTURE(WithCertificates, "a certificate does not make up for the method a client is registered for")
    {
        add("secretive", Method::client_secret_basic, [&](auto& client) {
            client.secret_hash = idp::oauth::hash_client_secret("secret");
            client.jwks = jwks_with(own);
        });
        CHECK_FALSE(is_known("secretive", own.certificate()));
    }

    TEST_CASE_FIXTURE(WithCertificates,
                      "a token is bound to the certificate shown, for clients that want it, and shown with it alone")
    {
        idp::oauth::Client client;
        call.request.client_certificate = own.certificate();
        CHECK_FALSE(idp::client_auth::check_sender(call, client, work.services).is_bound());
        client.certificate_bound_access_tokens = true;
        auto const bound_to = idp::client_auth::check_sender(call, client, work.services);
        CHECK(bound_to == idp::oauth::Confirmation{.jkt = {}, .x5t_s256 = thumbprint_of(own)});

        using idp::client_auth::check_presentation;
        CHECK_NOTHROW(check_presentation(call, {.text = "token"}, bound_to, work.services));
        CHECK_THROWS(check_presentation(call, {.text = "token", .is_dpop = true}, bound_to, work.services));
        call.request.client_certificate = other.certificate();
        CHECK_THROWS(check_presentation(call, {.text = "token"}, bound_to, work.services));
        call.request.client_certificate = "";
        CHECK_THROWS(check_presentation(call, {.text = "token"}, bound_to, work.services));
        CHECK_THROWS(static_cast<void>(idp::client_auth::check_sender(call, client, work.services)));
    }

    TEST_CASE_FIXTURE(WithCertificates,
                      "a DPoP proof beside the certificate binds to both, and neither alone is enough")
    {
        work.config.issuer = "https://id.example";
        call.request.method = http::Method::post;
        auto const key = keys::PrivateKey::generate(keys::Algorithm::es256);
        int made = 0;
        auto const show_proof = [&](Members const& more = {}) {
            auto const claims = json_of({{"jti", json_quote("jti-" + std::to_string(++made))},
                                         {"htm", "\"POST\""},
                                         {"htu", "\"https://id.example/oauth2/token\""},
                                         {"iat", std::to_string(to_seconds(call.now))}},
                                        more);
            auto const header =
                json_of({{"typ", "\"dpop+jwt\""}, {"alg", "\"ES256\""}, {"jwk", key.public_key().to_jwk()}});
            call.request.headers = {{"DPoP", sign(key, header, claims)}};
        };
        idp::oauth::Client client;
        client.certificate_bound_access_tokens = true;
        call.request.client_certificate = own.certificate();
        show_proof();
        auto const bound_to = idp::client_auth::check_sender(call, client, work.services);
        CHECK(bound_to.jkt == key.public_key().thumbprint());
        CHECK(bound_to.x5t_s256 == thumbprint_of(own));

        using idp::client_auth::check_presentation;
        Members const ath{{"ath", json_quote(base64url_encode(sha256(bytes_of("token"))))}};
        show_proof(ath);
        CHECK_NOTHROW(check_presentation(call, {.text = "token", .is_dpop = true}, bound_to, work.services));
        call.request.headers.clear();
        CHECK_THROWS(check_presentation(call, {.text = "token"}, bound_to, work.services));
        for (auto const& wrong : {other.certificate(), std::string{}}) {
            call.request.client_certificate = wrong;
            show_proof(ath);
            CHECK_THROWS(check_presentation(call, {.text = "token", .is_dpop = true}, bound_to, work.services));
        }
        show_proof();
        CHECK_THROWS(static_cast<void>(idp::client_auth::check_sender(call, client, work.services)));
        client.dpop_bound_access_tokens = true; // registered for both: the key is enough
        show_proof();
        CHECK(idp::client_auth::check_sender(call, client, work.services).jkt.has_value());
    }

    TEST_CASE("over the real second listener a client is known by its certificate, and on the first it has none")
    {
        TestCertificate const server;
        TestCertificate const own;
        auto const mtls_port = free_port();
        Stand stand{Engine::sqlite, {.configure = [&](idp::config::Config& config) {
                        config.issuer = "https://localhost:" + std::to_string(config.listen.port);
                        config.listen.tls = {server.certificate_file(), server.key_file(), "1.3"};
                        config.listen.mtls.emplace();
                        config.listen.mtls->port = mtls_port;
                        config.listen.mtls->trust = "any";
                    }}};
        idp::oauth::Client client;
        client.id = "portal";
        client.auth_method = Method::self_signed_tls_client_auth;
        client.redirect_uris = {"https://portal.example/callback"};
        client.jwks = jwks_with(own);
        stand.add_client(client);
        auto const ask = [](unsigned short port, TestCertificate const* shown) {
            TlsChoice choice;
            if (shown != nullptr) {
                choice.certificate_file = shown->certificate_file();
                choice.key_file = shown->key_file();
            }
            std::string const body = "grant_type=authorization_code&code=x&redirect_uri=y&client_id=portal";
            RawClient raw{port, choice};
            auto const answer = raw.ask("POST /oauth2/token HTTP/1.1\r\nHost: localhost:" + std::to_string(port) +
                                        "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                                        std::to_string(body.size()) + "\r\n\r\n" + body);
            return Json::parse(answer.body).value().string("error").value_or("");
        };
        CHECK(ask(mtls_port, &own) == "invalid_grant");
        CHECK(ask(mtls_port, &server) == "invalid_client");
        CHECK(ask(mtls_port, nullptr) == "invalid_client");
        CHECK(ask(stand.port(), &own) == "invalid_client");
    }
}

} // namespace zugang::tests
