// CurlClient against real servers on this machine, over TLS where it matters.
#include "doctest.h"
#include "http/client/curl_client.hpp"
#include "http/server/server.hpp"
#include "tests/support/test_certificate.hpp"
#include <array>
#include <mutex>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;
using zugang::http::Method;
using zugang::http::Request;
using zugang::http::client::ClientOptions;
using zugang::http::client::CurlClient;
using zugang::http::client::OutgoingRequest;
using zugang::http::server::Options;
using zugang::http::server::Responder;
using zugang::http::server::Server;
using zugang::http::server::Tls;
using zugang::tests::TestCertificate;
using Kind = zugang::http::client::FetchFailure::Kind;

constexpr std::size_t largest = 262144;

std::string names_of(Request const& request)
{
    std::string names;
    for (auto const& header : request.headers)
        names += header.name + "=" + header.value + ";";
    return names;
}

void answer_by_path(Request const& request, Responder const& respond)
{
    if (request.path == "/redirect") {
        auto answer = zugang::http::text(302, "elsewhere");
        answer.set("Location", "/");
        return respond(answer);
    }
    if (request.path == "/largest")
        return respond(zugang::http::text(200, std::string(largest, 'x')));
    if (request.path == "/too-large")
        return respond(zugang::http::text(200, std::string(largest + 1, 'x')));
    if (request.path == "/headers") {
        auto answer = zugang::http::text(200, "ok");
        for (int i = 0; i < 5; ++i)
            answer.add("X-Filler", std::string(7000, 'x'));
        return respond(answer);
    }
    if (request.path == "/gone")
        return respond(zugang::http::text(410, "gone"));
    respond(zugang::http::text(200, request.path + "?" + request.query + " " + request.body + " " + names_of(request)));
}

Options options_with(TestCertificate const* certificate)
{
    Options options;
    if (certificate != nullptr)
        options.tls = Tls{certificate->certificate_file(), certificate->key_file(), "1.2"};
    return options;
}

std::string port_of(Server const& server)
{
    return std::to_string(server.port());
}

/// A server over TLS and a client that knows its certificate and may talk to it.
struct World {
    TestCertificate certificate;
    Server server{options_with(&certificate), answer_by_path};
    std::string address = "https://localhost:" + port_of(server);

    [[nodiscard]] ClientOptions options() const
    {
        ClientOptions options;
        options.ca_file = certificate.certificate_file();
        options.allow_private = {"localhost:" + port_of(server)};
        return options;
    }
    [[nodiscard]] auto get(std::string const& path) const
    {
        return CurlClient{options()}.send({.url = address + path});
    }
};

/// Takes one connection, reads a request's head and refuses it.
class OneShotServer {
public:
    OneShotServer() : listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in name{};
        name.sin_family = AF_INET;
        name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof name;
        auto* const generic = reinterpret_cast<sockaddr*>(&name);
        REQUIRE(::bind(listening_, generic, size) == 0);
        REQUIRE(::listen(listening_, 1) == 0);
        REQUIRE(::getsockname(listening_, generic, &size) == 0);
        port_ = ntohs(name.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    ~OneShotServer()
    {
        ::shutdown(listening_, SHUT_RDWR); // where nobody came
        if (thread_.joinable())
            thread_.join();
        ::close(listening_);
    }
    OneShotServer(OneShotServer const&) = delete;
    OneShotServer& operator=(OneShotServer const&) = delete;

    [[nodiscard]] unsigned short port() const { return port_; }
    /// Waits for the one visitor.
    [[nodiscard]] std::string first_line()
    {
        thread_.join();
        return received_.substr(0, received_.find("\r\n"));
    }

private:
    void serve()
    {
        auto const socket = ::accept(listening_, nullptr, nullptr);
        std::array<char, 1024> buffer{};
        while (received_.find("\r\n\r\n") == std::string::npos) {
            auto const count = ::read(socket, buffer.data(), buffer.size());
            if (count <= 0)
                break;
            received_.append(buffer.data(), static_cast<std::size_t>(count));
        }
        std::string_view const answer = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        [[maybe_unused]] auto const written = ::write(socket, answer.data(), answer.size());
        ::close(socket);
    }

    int listening_;
    unsigned short port_ = 0;
    std::string received_;
    std::thread thread_;
};

/// How a request fails, or nothing where it does not.
std::optional<Kind> kind_of(OutgoingRequest const& request, ClientOptions const& options)
{
    auto const answer = CurlClient{options}.send(request);
    return answer ? std::nullopt : std::optional{answer.error().kind};
}

} // namespace

TEST_CASE("A listed entry is asked over TLS with the configured authority")
{
    World const world;
    auto const answer = world.get("/a/../b?c=d%20e#fragment");
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body.starts_with("/a/../b?c=d%20e "));
    CHECK(answer->header("CONTENT-TYPE").starts_with("text/plain"));
    CHECK(answer->header("x-missing").empty());
    CHECK(world.get("/gone")->status == 410);
}

TEST_CASE("Headers and body of a POST arrive, and no header of ours names more than this program")
{
    World const world;
    auto const answer = CurlClient{world.options()}.send(
        {.method = Method::post,
         .url = world.address + "/ping",
         .headers = {{"Authorization", "Bearer abc"}, {"Content-Type", "application/json"}},
         .body = R"({"a":"b"})"});
    REQUIRE(answer);
    CHECK(answer->body.starts_with(R"(/ping? {"a":"b"} )"));
    CHECK(answer->body.find("Authorization=Bearer abc;") != std::string::npos);
    CHECK(answer->body.find("Content-Type=application/json;") != std::string::npos);
    CHECK(answer->body.find("User-Agent=zugang;") != std::string::npos);
    CHECK(answer->body.find("Host=localhost:" + port_of(world.server) + ";") != std::string::npos);
    CHECK(answer->body.find("Accept-Encoding") == std::string::npos);
}

TEST_CASE("A certificate of another authority, or for another name, is refused")
{
    World const world;
    TestCertificate const other;
    auto options = world.options();
    options.ca_file = other.certificate_file();
    CHECK(kind_of({.url = world.address}, options) == Kind::unreachable);
    options.ca_file = ""; // the system's
    CHECK(kind_of({.url = world.address}, options) == Kind::unreachable);
    options = world.options();
    options.allow_private.push_back("127.0.0.2:" + port_of(world.server)); // not in the certificate
    CHECK(kind_of({.url = "https://127.0.0.2:" + port_of(world.server)}, options) == Kind::unreachable);
}

TEST_CASE("A redirect is an answer like any other and is not followed")
{
    World const world;
    auto const answer = world.get("/redirect");
    REQUIRE(answer);
    CHECK(answer->status == 302);
    CHECK(answer->header("location") == "/");
    CHECK(answer->body == "elsewhere");
}

TEST_CASE("256 KiB are taken, one byte more is not, and neither are headers without end")
{
    World const world;
    CHECK(world.get("/largest")->body.size() == largest);
    CHECK(world.get("/too-large").error().kind == Kind::too_large);
    CHECK(world.get("/headers").error().kind == Kind::too_large);
}

TEST_CASE("Plain http is spoken only to a listed entry and only where it is allowed")
{
    Server server{options_with(nullptr), answer_by_path};
    OutgoingRequest const request{.url = "http://localhost:" + port_of(server) + "/"};
    ClientOptions options;
    options.allow_plain = true;
    CHECK(kind_of(request, options) == Kind::forbidden);
    options.allow_private = {"localhost:" + port_of(server)};
    CHECK(kind_of(request, options) == std::nullopt);
    options.allow_plain = false;
    CHECK(kind_of(request, options) == Kind::forbidden);
}

TEST_CASE("Without an entry only port 443 is talked to, and no private address, however it is written")
{
    World const world;
    ClientOptions options;
    options.ca_file = world.certificate.certificate_file();
    options.allow_plain = true;
    auto const port = port_of(world.server);
    std::vector<std::string> const urls{world.address,
                                        "https://127.0.0.1:" + port,
                                        "https://example.com:444",
                                        "http://example.com/",
                                        "https://localhost",
                                        "https://127.0.0.1",
                                        "https://2130706433/",
                                        "https://0x7f.1/",
                                        "https://0177.0.0.1/",
                                        "https://127.1/",
                                        "https://[::1]/",
                                        "https://[::ffff:127.0.0.1]/",
                                        "https://0.0.0.0/",
                                        "https://10.0.0.1/",
                                        "https://169.254.169.254/latest/meta-data/"};
    for (auto const& url : urls)
        CHECK_MESSAGE(kind_of({.url = url}, options) == Kind::forbidden, url);
}

TEST_CASE("An entry allows its own host and port, and no other")
{
    World const world;
    auto options = world.options();
    options.allow_private = {"127.0.0.1:" + port_of(world.server), "localhost:1"};
    CHECK(kind_of({.url = world.address}, options) == Kind::forbidden);
    CHECK(kind_of({.url = "https://127.0.0.1:" + port_of(world.server)}, options) == std::nullopt);
}

TEST_CASE("An address that two programs could read in two ways is not asked")
{
    World const world;
    auto options = world.options();
    options.allow_private.push_back("example.com:443");
    for (auto const& url :
         {"", "localhost", "//localhost", "https://", "https:///path", "file:///etc/passwd", "gopher://localhost",
          "https://user@localhost", "https://user:word@localhost", "https://localhost\\@example.com",
          "https://localhost/ HTTP/1.1\r\nX: y", "https://localhost/a b", "https://local%68ost/", "https://[::1%25lo]/",
          "https://localhost:0/", "https://localhost:65536/", "https://localhost:+443/"})
        CHECK_MESSAGE(kind_of({.url = url}, options) == Kind::forbidden, url);
}

TEST_CASE("A header with a line break, or without a proper name, is not sent")
{
    World const world;
    auto const kind = [&](std::string const& name, std::string const& value) {
        return kind_of({.url = world.address, .headers = {{name, value}}}, world.options());
    };
    CHECK(kind("X-Good", "value\twith ~") == std::nullopt);
    CHECK(kind("X-Bad", "value\r\nX-More: 1") == Kind::forbidden);
    CHECK(kind("X-Bad", "value\nX-More: 1") == Kind::forbidden);
    CHECK(kind("X-Bad", std::string("a\0b", 3)) == Kind::forbidden);
    CHECK(kind("X-Bad", "ü") == Kind::forbidden);
    CHECK(kind("X-Bad", "") == Kind::forbidden);
    CHECK(kind("X Bad", "a") == Kind::forbidden);
    CHECK(kind("X-Bad:", "a") == Kind::forbidden);
    CHECK(kind("", "a") == Kind::forbidden);
}

TEST_CASE("A server that does not answer in time is given up, and so is one that is not there")
{
    std::mutex mutex;
    std::vector<Responder> held; // never answered
    TestCertificate const certificate;
    Server server{options_with(&certificate), [&](Request const&, Responder const& respond) {
                      std::scoped_lock const lock{mutex};
                      held.push_back(respond);
                  }};
    ClientOptions options;
    options.ca_file = certificate.certificate_file();
    options.allow_private = {"localhost:" + port_of(server), "127.0.0.1:9"};
    options.total = 150ms;
    auto const started = std::chrono::steady_clock::now();
    CHECK(kind_of({.url = "https://localhost:" + port_of(server)}, options) == Kind::too_slow);
    CHECK(std::chrono::steady_clock::now() - started >= 150ms);
    CHECK(kind_of({.url = "https://127.0.0.1:9"}, options) == Kind::unreachable);
    std::scoped_lock const lock{mutex};
    held.clear();
}

TEST_CASE("A request under way ends when this program does")
{
    std::stop_source ending;
    std::mutex mutex;
    std::vector<Responder> held;
    TestCertificate const certificate;
    Server server{options_with(&certificate), [&](Request const&, Responder const& respond) {
                      std::scoped_lock const lock{mutex};
                      held.push_back(respond);
                      ending.request_stop();
                  }};
    ClientOptions options;
    options.ca_file = certificate.certificate_file();
    options.allow_private = {"localhost:" + port_of(server)};
    options.total = 30s;
    auto const started = std::chrono::steady_clock::now();
    auto const answer = CurlClient{options}.send({.url = "https://localhost:" + port_of(server)}, ending.get_token());
    REQUIRE_FALSE(answer);
    CHECK(answer.error().kind == Kind::stopped);
    CHECK(std::chrono::steady_clock::now() - started < 10s);
    std::scoped_lock const lock{mutex};
    held.clear();
}

TEST_CASE("What is not listed goes through the proxy, what is listed does not")
{
    OneShotServer proxy;
    World const world;
    auto options = world.options();
    options.proxy = "http://127.0.0.1:" + std::to_string(proxy.port());
    CHECK(kind_of({.url = "https://10.0.0.1:8443/"}, options) == Kind::forbidden); // still no other port
    CHECK(kind_of({.url = world.address}, options) == std::nullopt);
    CHECK(kind_of({.url = "https://client.invalid/jwks"}, options) == Kind::unreachable);
    CHECK(proxy.first_line() == "CONNECT client.invalid:443 HTTP/1.1");
}
