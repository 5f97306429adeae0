// The listener that asks for client certificates (RFC 8705 §2), with real handshakes.
#include "doctest.h"
#include "http/server/server.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/test_certificate.hpp"
#include <fstream>
#include <openssl/ssl.h>
#include <stdexcept>

namespace {

using zugang::http::Request;
using zugang::http::server::ClientCertificates;
using zugang::http::server::Options;
using zugang::http::server::Responder;
using zugang::http::server::Server;
using zugang::http::server::Tls;
using zugang::tests::RawAnswer;
using zugang::tests::RawClient;
using zugang::tests::TestCertificate;
using zugang::tests::TlsChoice;

std::string const simple = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

void answer_certificate(Request const& request, Responder const& respond)
{
    auto const word = request.client_certificate.empty() ? "none" : request.client_certificate_verified ? "yes" : "no";
    respond(zugang::http::text(200, request.client_certificate).set("X-Verified", word));
}

/// A server with both listeners, an authority and a client it vouches for.
struct World {
    enum class Trust { authority, anybody, anybody_without_authority };
    explicit World(Trust trust = Trust::authority) : server(options(trust), answer_certificate) {}

    [[nodiscard]] Options options(Trust trust) const
    {
        Options options;
        options.tls = Tls{server_certificate.certificate_file(), server_certificate.key_file(), "1.2"};
        options.client_certificates.emplace();
        if (trust != Trust::anybody_without_authority)
            options.client_certificates->ca_file = authority.certificate_file();
        options.client_certificates->accepts_unverified = trust != Trust::authority;
        return options;
    }

    TestCertificate server_certificate;
    TestCertificate authority{TestCertificate::Kind::authority};
    TestCertificate client{authority, "portal.example"};
    TestCertificate stranger; // self-signed
    Server server;

    /// Status 0 where the handshake failed, on this side or (as TLS 1.3 has it) on the other.
    [[nodiscard]] RawAnswer ask(TestCertificate const* certificate, int version = TLS1_3_VERSION,
                                bool on_ordinary_listener = false) const
    {
        TlsChoice choice;
        choice.minimum = version;
        choice.maximum = version;
        if (certificate != nullptr) {
            choice.certificate_file = certificate->certificate_file();
            choice.key_file = certificate->key_file();
        }
        try {
            RawClient client_side(on_ordinary_listener ? server.port() : server.client_certificate_port(), choice);
            return client_side.ask(simple);
        } catch (std::runtime_error const&) {
            return {};
        }
    }
};

constexpr int versions[] = {TLS1_2_VERSION, TLS1_3_VERSION};

} // namespace

TEST_CASE("A certificate the authority vouches for reaches the handler, byte for byte")
{
    World const world;
    for (auto const version : versions) {
        auto const answer = world.ask(&world.client, version);
        CHECK(answer.status == 200);
        CHECK(answer.body == world.client.certificate());
        CHECK(answer.header("x-verified") == "yes");
    }
}

TEST_CASE("Who has no certificate is served too, without one")
{
    for (auto const trust : {World::Trust::authority, World::Trust::anybody}) {
        World const world{trust};
        for (auto const version : versions) {
            auto const answer = world.ask(nullptr, version);
            CHECK(answer.status == 200);
            CHECK(answer.header("x-verified") == "none");
        }
    }
}

TEST_CASE("Where an authority must vouch, a certificate of another one ends the handshake")
{
    World const world;
    TestCertificate const other{TestCertificate::Kind::authority};
    TestCertificate const of_other{other, "portal.example"};
    for (auto const version : versions) {
        CHECK(world.ask(&world.stranger, version).status == 0);
        CHECK(world.ask(&of_other, version).status == 0);
        CHECK(world.ask(&world.client, version).status == 200);
    }
}

TEST_CASE("Where anybody may come, a certificate nobody vouches for arrives and is told from a verified one")
{
    World const world{World::Trust::anybody};
    World const without{World::Trust::anybody_without_authority};
    for (auto const version : versions) {
        auto const stranger = world.ask(&world.stranger, version);
        CHECK(stranger.body == world.stranger.certificate());
        CHECK(stranger.header("x-verified") == "no");
        CHECK(world.ask(&world.client, version).header("x-verified") == "yes");
        CHECK(without.ask(&without.client, version).header("x-verified") == "no");
    }
}

TEST_CASE("A certificate is proved by its key: somebody else's file is not enough")
{
    World const world;
    TlsChoice choice;
    choice.certificate_file = world.client.certificate_file();
    choice.key_file = world.stranger.key_file();
    CHECK_THROWS_AS(RawClient(world.server.client_certificate_port(), choice), std::runtime_error);
}

TEST_CASE("The ordinary listener asks for no certificate, and no header stands in for one")
{
    World const world;
    CHECK(world.ask(&world.client, TLS1_3_VERSION, /*on_ordinary_listener=*/true).header("x-verified") == "none");
    for (auto const port : {world.server.port(), world.server.client_certificate_port()}) {
        RawClient client(port, TlsChoice{});
        auto const answer =
            client.ask("GET / HTTP/1.1\r\nHost: localhost\r\nX-SSL-Client-Cert: MIIB\r\nX-Client-Cert: MIIB\r\n"
                       "Client-Cert: :MIIB:\r\nX-Forwarded-Client-Cert: Cert=MIIB\r\n\r\n");
        CHECK(answer.status == 200);
        CHECK(answer.header("x-verified") == "none");
    }
}

TEST_CASE("Every request of a connection carries its certificate")
{
    World const world;
    TlsChoice choice;
    choice.certificate_file = world.client.certificate_file();
    choice.key_file = world.client.key_file();
    RawClient client(world.server.client_certificate_port(), choice);
    for (int i = 0; i < 3; ++i)
        CHECK(client.ask(simple).body == world.client.certificate());
}

TEST_CASE("Both listeners stop together")
{
    World world;
    RawClient client(world.server.client_certificate_port(), TlsChoice{});
    CHECK(client.ask(simple).status == 200);
    world.server.stop(std::chrono::seconds{2});
    CHECK(client.is_closed_within(std::chrono::seconds{2}));
    CHECK_THROWS_AS(RawClient(world.server.client_certificate_port()), std::runtime_error);
}

TEST_CASE("Authorities that cannot be read, or certificates without TLS, are an error at the start")
{
    World const world;
    auto options = world.options(World::Trust::authority);
    options.client_certificates->ca_file = "/nowhere.pem";
    CHECK_THROWS_AS(Server(options, answer_certificate), std::runtime_error);
    options = world.options(World::Trust::authority);
    options.tls.reset();
    CHECK_THROWS_AS(Server(options, answer_certificate), std::exception);
    CHECK(Server(Options{}, answer_certificate).client_certificate_port() == 0);
}
