#include "doctest.h"
#include "http/server/server.hpp"
#include "tests/support/raw_client.hpp"
#include <atomic>
#include <future>
#include <mutex>
#include <system_error>
#include <thread>

namespace {

using namespace std::chrono_literals;
using zugang::http::Request;
using zugang::http::Response;
using zugang::http::server::Options;
using zugang::http::server::Responder;
using zugang::http::server::Server;
using zugang::tests::RawClient;

std::string get(std::string_view target, std::string_view headers = "")
{
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a.example\r\n" + std::string(headers) + "\r\n";
}

/// Tells what it was asked: the path, or the body where there is one.
void echo(Request const& request, Responder const& respond)
{
    respond(zugang::http::text(200, request.body.empty() ? request.path : request.body));
}

/// Keeps the responders it is given, for the test to call.
struct Held {
    std::mutex mutex;
    std::vector<Responder> responders;
    std::atomic<int> count = 0;

    void keep(Responder respond)
    {
        std::scoped_lock const lock(mutex);
        responders.push_back(std::move(respond));
        ++count;
    }
    void wait_for(int number) const
    {
        while (count < number)
            std::this_thread::sleep_for(1ms);
    }
    Responder take()
    {
        std::scoped_lock const lock(mutex);
        auto respond = std::move(responders.front());
        responders.erase(responders.begin());
        return respond;
    }
};

} // namespace

TEST_CASE("An answer carries Date, Content-Length and Connection, and nothing that tells the program")
{
    Server server({}, echo);
    RawClient client(server.port());
    auto const answer = client.ask(get("/hello?x"));
    CHECK(answer.status == 200);
    CHECK(answer.body == "/hello");
    CHECK(answer.head.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(answer.header("content-length") == "6");
    CHECK(answer.header("connection") == "keep-alive");
    CHECK(answer.header("date").size() == 29);
    CHECK(answer.header("date").ends_with(" GMT"));
    CHECK(answer.headers.size() == 4);
    for (auto const* name : {"server", "x-powered-by", "via"})
        CHECK(answer.header(name).empty());
}

TEST_CASE("A connection carries one request after the other, and requests sent ahead are answered in order")
{
    Server server({}, echo);
    RawClient client(server.port());
    for (int i = 0; i < 5; ++i)
        CHECK(client.ask(get("/" + std::to_string(i))).body == "/" + std::to_string(i));
    std::string many;
    for (int i = 0; i < 200; ++i)
        many += get("/p" + std::to_string(i));
    client.send(many);
    for (int i = 0; i < 200; ++i)
        CHECK(client.read_answer().body == "/p" + std::to_string(i));
}

TEST_CASE("Requests sent ahead are answered in order also where answers come from other threads")
{
    std::vector<std::thread> threads;
    Server server({}, [&threads](Request const& request, Responder respond) {
        threads.emplace_back(
            [path = request.path, respond = std::move(respond)] { respond(zugang::http::text(200, path)); });
    });
    RawClient client(server.port());
    client.send(get("/a") + get("/b") + get("/c"));
    CHECK(client.read_answer().body == "/a");
    CHECK(client.read_answer().body == "/b");
    CHECK(client.read_answer().body == "/c");
    server.stop();
    for (auto& thread : threads)
        thread.join();
}

TEST_CASE("A request that comes byte by byte is read like any other")
{
    Server server({}, echo);
    RawClient client(server.port());
    std::string const bytes = "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd";
    for (char const c : bytes)
        client.send(std::string_view(&c, 1));
    CHECK(client.read_answer().body == "abcd");
    CHECK(client.ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n")
              .body == "abc");
}

TEST_CASE("HEAD gets the length but no body")
{
    Server server({}, echo);
    RawClient client(server.port());
    client.send("HEAD /head HTTP/1.1\r\nHost: a\r\n\r\n" + get("/next"));
    auto const head = client.read_answer(/*is_head=*/true);
    CHECK(head.status == 200);
    CHECK(head.header("content-length") == "5");
    CHECK(client.read_answer().body == "/next");
}

TEST_CASE("204 and 304 carry no body and 204 no length")
{
    Server server({}, [](Request const& request, Responder const& respond) {
        Response response;
        response.status = request.path == "/204" ? 204 : 304;
        response.body = "must not leave";
        respond(response);
    });
    RawClient client(server.port());
    client.send(get("/204") + get("/304") + get("/204"));
    for (int const status : {204, 304, 204}) {
        auto const answer = client.read_answer(/*is_head=*/true);
        CHECK(answer.status == status);
        CHECK(answer.header("content-length").empty());
    }
}

TEST_CASE("HTTP/1.0 and Connection: close are answered and closed")
{
    Server server({}, echo);
    RawClient old(server.port());
    CHECK(old.ask("GET /old HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n").header("connection") == "close");
    CHECK(old.is_closed_within(2s));
    RawClient client(server.port());
    auto const answer = client.ask(get("/x", "Connection: close\r\n"));
    CHECK(answer.body == "/x");
    CHECK(answer.header("connection") == "close");
    CHECK(client.is_closed_within(2s));
}

TEST_CASE("Every refusal is answered with its status and closes, though the client still sends")
{
    Server server({}, echo);
    struct Case {
        int status;
        std::string bytes;
    };
    std::vector<Case> const cases{
        {400, "nonsense\r\n\r\n"},
        {400, get("/", "Host: b\r\n")},
        {400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n" + get("/smuggled")},
        {413, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n" + std::string(65537, 'x')},
        {414, get("/" + std::string(8192, 'a'))},
        {415, "POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx"},
        {417, "POST / HTTP/1.1\r\nHost: a\r\nExpect: x\r\nContent-Length: 1\r\n\r\nx"},
        {431, get("/", "X: " + std::string(9000, 'a') + "\r\n")},
        {501, "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"},
        {505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
    };
    for (auto const& [status, bytes] : cases) {
        RawClient client(server.port());
        auto const answer = client.ask(bytes + std::string(20000, 'y'));
        CHECK(answer.status == status);
        CHECK(answer.header("connection") == "close");
        CHECK(client.read_to_end().empty()); // nothing of what followed was taken for a request
    }
}

TEST_CASE("Only our hosts are served")
{
    Options options;
    options.allowed_hosts = {"login.example:8443"};
    Server server(options, echo);
    RawClient ours(server.port());
    CHECK(ours.ask("GET / HTTP/1.1\r\nHost: Login.Example:8443\r\n\r\n").status == 200);
    RawClient foreign(server.port());
    CHECK(foreign.ask("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").status == 421);
}

TEST_CASE("100 Continue is sent to who waits for it, and 413 to who asks for too much")
{
    Server server({}, echo);
    RawClient client(server.port());
    client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    CHECK(client.read_answer().head == "HTTP/1.1 100 Continue\r\n\r\n");
    CHECK(client.ask("abc").body == "abc");
    RawClient greedy(server.port());
    CHECK(greedy.ask("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 65537\r\n\r\n").status ==
          413);
}

TEST_CASE("The peer's address is the request's, and a trusted proxy's word replaces it")
{
    auto const tell = [](Request const& request, Responder const& respond) {
        respond(zugang::http::text(200, request.remote_address));
    };
    Server direct({}, tell);
    RawClient client(direct.port());
    CHECK(client.ask(get("/", "X-Forwarded-For: 203.0.113.9\r\n")).body == "127.0.0.1");
    Options options;
    options.trusted_proxies = {"127.0.0.0/8"};
    Server behind(options, tell);
    RawClient proxied(behind.port());
    CHECK(proxied.ask(get("/", "X-Forwarded-For: 1.1.1.1, 203.0.113.9\r\n")).body == "203.0.113.9");
}

TEST_CASE("Requests carry ids that differ")
{
    Server server(
        {}, [](Request const& request, Responder const& respond) { respond(zugang::http::text(200, request.id)); });
    RawClient client(server.port());
    auto const first = client.ask(get("/")).body;
    auto const second = client.ask(get("/")).body;
    CHECK(first.size() == 15);
    CHECK(first != second);
}

TEST_CASE("An answer may come from another thread, later")
{
    Held held;
    Server server({}, [&held](Request const&, Responder respond) { held.keep(std::move(respond)); });
    RawClient client(server.port());
    for (int i = 1; i <= 20; ++i) {
        client.send(get("/"));
        held.wait_for(i);
        held.take()(zugang::http::text(200, std::to_string(i)));
        CHECK(client.read_answer().body == std::to_string(i));
    }
}

TEST_CASE("A responder answers once; a second call changes nothing")
{
    Server server({}, [](Request const& request, Responder const& respond) {
        respond(zugang::http::text(200, request.path));
        respond(zugang::http::text(500, "second"));
    });
    RawClient client(server.port());
    CHECK(client.ask(get("/a")).body == "/a");
    CHECK(client.ask(get("/b")).body == "/b");
}

TEST_CASE("A responder that is dropped answers 500 and closes")
{
    Server server({}, [](Request const&, Responder const&) {});
    RawClient client(server.port());
    auto const answer = client.ask(get("/"));
    CHECK(answer.status == 500);
    CHECK(answer.header("connection") == "close");
    CHECK(client.is_closed_within(2s));
}

TEST_CASE("A handler that throws answers 500 without telling why")
{
    Server server({}, [](Request const&, Responder const&) { throw std::runtime_error("the secret reason"); });
    RawClient client(server.port());
    auto const answer = client.ask(get("/"));
    CHECK(answer.status == 500);
    CHECK(answer.body.find("secret") == std::string::npos);
}

TEST_CASE("A response that would split into two never leaves")
{
    std::vector<zugang::http::Header> const bad{{"Location", "/\r\nSet-Cookie: a=b"},
                                                {"Location", "/\n"},
                                                {"X", std::string("a\0b", 3)},
                                                {"X\r\nY", "a"},
                                                {"X Y", "a"},
                                                {"", "a"},
                                                {"Content-Length", "5"},
                                                {"transfer-encoding", "chunked"},
                                                {"Connection", "x"},
                                                {"Date", "x"}};
    for (auto const& header : bad) {
        Server server({}, [&header](Request const&, Responder const& respond) {
            Response response;
            response.headers.push_back(header);
            respond(response);
        });
        RawClient client(server.port());
        auto const answer = client.ask(get("/"));
        CHECK(answer.status == 500);
        CHECK(answer.header("set-cookie").empty());
    }
}

TEST_CASE("A large answer arrives whole, also where the client reads late")
{
    std::string large;
    for (int i = 0; i < 1'000'000; ++i)
        large += "0123456789"[i % 10];
    Server server({}, [&large](Request const&, Responder const& respond) { respond(zugang::http::text(200, large)); });
    RawClient client(server.port());
    client.send(get("/") + get("/"));
    std::this_thread::sleep_for(50ms);
    CHECK(client.read_answer().body == large);
    CHECK(client.read_answer().body == large);
}

TEST_CASE("Several threads serve many connections")
{
    Options options;
    options.threads = 3;
    Server server(options, echo);
    std::vector<std::thread> clients;
    std::atomic<int> good = 0;
    for (int c = 0; c < 8; ++c)
        clients.emplace_back([&server, &good] {
            RawClient client(server.port());
            for (int i = 0; i < 50; ++i)
                if (client.ask(get("/x")).body == "/x")
                    ++good;
        });
    for (auto& client : clients)
        client.join();
    CHECK(good == 400);
}

TEST_CASE("The server listens on IPv6 too")
{
    Options options;
    options.address = "::1";
    Server server(options, [](Request const& request, Responder const& respond) {
        respond(zugang::http::text(200, request.remote_address));
    });
    RawClient client(server.port(), /*ipv6=*/true);
    CHECK(client.ask(get("/")).body == "::1");
}

TEST_CASE("A port that is taken and an address that is none are errors")
{
    Server server({}, echo);
    Options taken;
    taken.port = server.port();
    CHECK_THROWS_AS(Server(taken, echo), std::system_error);
    Options wrong;
    wrong.address = "nowhere";
    CHECK_THROWS_AS(Server(wrong, echo), std::system_error);
}
