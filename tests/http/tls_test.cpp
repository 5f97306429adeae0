#include "doctest.h"
#include "http/server/server.hpp"
#include "tests/support/raw_client.hpp"
#include "tests/support/test_certificate.hpp"
#include <fstream>
#include <openssl/ssl.h>
#include <stdexcept>

namespace {

using namespace std::chrono_literals;
using zugang::http::Request;
using zugang::http::server::Options;
using zugang::http::server::Responder;
using zugang::http::server::Server;
using zugang::http::server::Tls;
using zugang::tests::RawClient;
using zugang::tests::TestCertificate;
using zugang::tests::TlsChoice;

std::string const simple = "GET /tls HTTP/1.1\r\nHost: localhost\r\n\r\n";

void echo_path(Request const& request, Responder const& respond)
{
    respond(zugang::http::text(200, request.path));
}

Options tls_options(TestCertificate const& certificate, std::string_view minimum)
{
    Tls tls;
    tls.certificate_file = certificate.certificate_file();
    tls.key_file = certificate.key_file();
    tls.minimum = minimum;
    Options options;
    options.tls = tls;
    return options;
}

TlsChoice between(int minimum, int maximum)
{
    TlsChoice choice;
    choice.minimum = minimum;
    choice.maximum = maximum;
    return choice;
}

TlsChoice with_alpn(std::string_view wire)
{
    TlsChoice choice;
    choice.alpn = wire;
    return choice;
}

} // namespace

TEST_CASE("TLS 1.3 is spoken, with keep-alive, pipelining and large answers")
{
    TestCertificate const certificate;
    std::string const large(500'000, 'x');
    Server server(tls_options(certificate, "1.3"), [&large](Request const& request, Responder const& respond) {
        respond(zugang::http::text(200, request.path == "/large" ? large : request.path));
    });
    RawClient client(server.port(), TlsChoice{});
    CHECK(client.tls_version() == "TLSv1.3");
    CHECK(client.ask(simple).body == "/tls");
    client.send(simple + "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n" + simple);
    CHECK(client.read_answer().body == "/tls");
    CHECK(client.read_answer().body == large);
    CHECK(client.read_answer().body == "/tls");
}

TEST_CASE("TLS 1.2 and 1.1 are refused by default")
{
    TestCertificate const certificate;
    Server server(tls_options(certificate, "1.3"), echo_path);
    CHECK_THROWS_AS(RawClient(server.port(), between(TLS1_2_VERSION, TLS1_2_VERSION)), std::runtime_error);
    CHECK_THROWS_AS(RawClient(server.port(), between(TLS1_1_VERSION, TLS1_1_VERSION)), std::runtime_error);
    CHECK(RawClient(server.port(), between(TLS1_2_VERSION, TLS1_3_VERSION)).ask(simple).status == 200);
}

TEST_CASE("TLS 1.2 is spoken by setting, but only with ECDHE and AES-GCM, as FAPI 2.0 has it")
{
    TestCertificate const certificate;
    Server server(tls_options(certificate, "1.2"), echo_path);
    auto choice = between(TLS1_2_VERSION, TLS1_2_VERSION);
    RawClient client(server.port(), choice);
    CHECK(client.tls_version() == "TLSv1.2");
    CHECK(client.ask(simple).status == 200);
    choice.ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256";
    CHECK(RawClient(server.port(), choice).ask(simple).status == 200);
    for (auto const* weak : {"ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "AES128-GCM-SHA256",
                             "ECDHE-ECDSA-CHACHA20-POLY1305", "aNULL"}) {
        choice.ciphers = weak;
        CHECK_THROWS_AS(RawClient(server.port(), choice), std::runtime_error);
    }
    CHECK_THROWS_AS(RawClient(server.port(), between(TLS1_1_VERSION, TLS1_1_VERSION)), std::runtime_error);
}

TEST_CASE("ALPN agrees on http/1.1 and refuses who wants only something else")
{
    TestCertificate const certificate;
    Server server(tls_options(certificate, "1.3"), echo_path);
    CHECK(RawClient(server.port(), with_alpn("\x08http/1.1")).tls_protocol() == "http/1.1");
    CHECK(RawClient(server.port(), with_alpn("\x02h2\x08http/1.1")).tls_protocol() == "http/1.1");
    CHECK_THROWS_AS(RawClient(server.port(), with_alpn("\x02h2")), std::runtime_error);
    CHECK_THROWS_AS(RawClient(server.port(), with_alpn("\x08http/1.0")), std::runtime_error);
    CHECK(RawClient(server.port(), TlsChoice{}).ask(simple).status == 200);
}

TEST_CASE("Over TLS refusals, time limits and the stop work as without")
{
    TestCertificate const certificate;
    auto options = tls_options(certificate, "1.3");
    options.limits.header_time = 200ms;
    Server server(options, echo_path);
    RawClient large(server.port(), TlsChoice{});
    CHECK(large.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n" + std::string(30000, 'x')).status ==
          413);
    RawClient slow(server.port(), TlsChoice{});
    slow.send("GET / HT");
    CHECK(slow.read_answer().status == 408);
    CHECK(slow.is_closed_within(2s));
    RawClient no_handshake(server.port());
    CHECK(no_handshake.is_closed_within(2s));
    RawClient plain_talk(server.port());
    plain_talk.send(simple);
    CHECK(plain_talk.is_closed_within(2s));
    RawClient idle(server.port(), TlsChoice{});
    CHECK(idle.ask(simple).status == 200);
    server.stop(2s);
    CHECK(idle.is_closed_within(2s));
}

TEST_CASE("A certificate that is missing, broken or not the key's is an error at the start")
{
    TestCertificate const one;
    TestCertificate const other;
    auto options = tls_options(one, "1.3");
    options.tls->key_file = other.key_file();
    CHECK_THROWS_AS(Server(options, echo_path), std::runtime_error);
    options = tls_options(one, "1.3");
    options.tls->certificate_file = "/nowhere.pem";
    CHECK_THROWS_AS(Server(options, echo_path), std::runtime_error);
    options = tls_options(one, "1.1");
    CHECK_THROWS_AS(Server(options, echo_path), std::runtime_error);
    options = tls_options(one, "1.3");
    std::ofstream(one.certificate_file()) << "not a certificate";
    CHECK_THROWS_AS(Server(options, echo_path), std::runtime_error);
}
