// Times and connection caps of the running server; the limits of a request's size are in request_reader_test.cpp.
#include "doctest.h"
#include "http/server/server.hpp"
#include "tests/support/raw_client.hpp"
#include <future>
#include <stdexcept>
#include <thread>

namespace {

using namespace std::chrono_literals;
using zugang::http::Request;
using zugang::http::server::Options;
using zugang::http::server::Responder;
using zugang::http::server::Server;
using zugang::tests::RawClient;
using SteadyClock = std::chrono::steady_clock;

std::string const simple = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

void fine(Request const&, Responder const& respond)
{
    respond(zugang::http::text(200, "fine"));
}

Options quick_limits()
{
    Options options;
    options.limits.header_time = 200ms;
    options.limits.body_time = 300ms;
    options.limits.keep_alive = 400ms;
    options.limits.write_time = 300ms;
    return options;
}

/// Sends a byte every 20 ms until the server has enough of it; gives how long that took.
std::chrono::milliseconds drip(RawClient& client, std::string_view byte)
{
    auto const start = SteadyClock::now();
    while (SteadyClock::now() - start < 5s) {
        if (!client.send(byte) || client.is_closed_within(20ms))
            break;
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start);
}

} // namespace

TEST_CASE("A header that drips in is cut off with 408 at its time, however often a byte comes")
{
    Server server(quick_limits(), fine);
    RawClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
    auto const took = drip(client, "y");
    CHECK(took >= 150ms);
    CHECK(took < 2s);
    CHECK(client.read_answer().status == 408);
}

TEST_CASE("A body that drips in is cut off with 408 at its time, a chunked one too")
{
    Server server(quick_limits(), fine);
    for (auto const* framing : {"Content-Length: 1000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n3e8\r\n"}) {
        RawClient client(server.port());
        client.send("POST / HTTP/1.1\r\nHost: a\r\n" + std::string(framing));
        auto const took = drip(client, "y");
        CHECK(took >= 250ms);
        CHECK(took < 2s);
        CHECK(client.read_answer().status == 408);
    }
}

TEST_CASE("The second request of a connection has a header time of its own")
{
    Server server(quick_limits(), fine);
    RawClient client(server.port());
    CHECK(client.ask(simple).status == 200);
    std::this_thread::sleep_for(250ms); // longer than the header time, shorter than the idle time
    CHECK(client.ask(simple).status == 200);
    client.send("GET / HT");
    CHECK(client.read_answer().status == 408);
}

TEST_CASE("A connection that says nothing is closed without an answer, new or idle")
{
    Server server(quick_limits(), fine);
    RawClient silent(server.port());
    CHECK_FALSE(silent.is_closed_within(100ms));
    CHECK(silent.read_to_end().empty());
    RawClient idle(server.port());
    CHECK(idle.ask(simple).status == 200);
    CHECK_FALSE(idle.is_closed_within(250ms));
    CHECK(idle.read_to_end().empty());
}

TEST_CASE("A handler may take longer than all the times for the client")
{
    std::thread worker;
    Server server(quick_limits(), [&worker](Request const&, Responder respond) {
        worker = std::thread([respond = std::move(respond)] {
            std::this_thread::sleep_for(600ms);
            respond(zugang::http::text(200, "late"));
        });
    });
    RawClient client(server.port());
    CHECK(client.ask(simple).body == "late");
    worker.join();
}

TEST_CASE("A client that does not read its answer is cut off")
{
    auto options = quick_limits();
    options.limits.connections_per_address = 1;
    Server server(options, [](Request const& request, Responder const& respond) {
        respond(zugang::http::text(200, std::string(request.path == "/large" ? 30'000'000 : 1, 'x')));
    });
    auto const start = SteadyClock::now();
    RawClient deaf(server.port());
    deaf.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
    bool is_served = false; // which needs the deaf one's place
    while (!is_served && SteadyClock::now() - start < 5s) {
        RawClient next(server.port());
        is_served = next.ask(simple).status == 200;
    }
    CHECK(is_served);
    CHECK(SteadyClock::now() - start >= 250ms);
}

TEST_CASE("One address may have so many connections and not one more, until one ends")
{
    Options options;
    options.limits.connections_per_address = 3;
    Server server(options, fine);
    RawClient first(server.port());
    RawClient second(server.port());
    CHECK(first.ask(simple).status == 200);
    CHECK(second.ask(simple).status == 200);
    {
        RawClient third(server.port());
        CHECK(third.ask(simple).status == 200);
        RawClient fourth(server.port());
        CHECK(fourth.is_closed_within(2s));
        CHECK(third.ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").status == 200);
        CHECK(third.is_closed_within(2s));
    }
    int status = 0;
    for (int i = 0; i < 100 && status != 200; ++i) { // the server sees the end a moment later
        RawClient again(server.port());
        status = again.ask(simple).status;
    }
    CHECK(status == 200);
    CHECK(first.ask(simple).status == 200);
}

TEST_CASE("There are so many connections in all and not one more")
{
    Options options;
    options.limits.connections = 2;
    options.trusted_proxies = {"127.0.0.1"}; // who is not counted by address
    options.limits.connections_per_address = 1;
    Server server(options, fine);
    RawClient first(server.port());
    RawClient second(server.port());
    CHECK(first.ask(simple).status == 200);
    CHECK(second.ask(simple).status == 200);
    RawClient third(server.port());
    CHECK(third.is_closed_within(2s));
}

TEST_CASE("A graceful stop lets the running request finish, ends idle connections and takes no new ones")
{
    std::promise<Responder> arrived;
    auto server = std::make_unique<Server>(Options{}, [&arrived](Request const& request, Responder respond) {
        if (request.path == "/slow")
            arrived.set_value(std::move(respond));
        else
            respond(zugang::http::text(200, "fine"));
    });
    auto const port = server->port();
    RawClient idle(port);
    CHECK(idle.ask(simple).status == 200);
    RawClient busy(port);
    busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n" + simple);
    auto respond = arrived.get_future().get();

    auto stopped = std::async(std::launch::async, [&server] { server->stop(5s); });
    CHECK(idle.is_closed_within(2s));
    CHECK(stopped.wait_for(50ms) == std::future_status::timeout);
    CHECK_THROWS_AS(RawClient{port}, std::runtime_error);
    respond(zugang::http::text(200, "finished"));
    auto const answer = busy.read_answer();
    CHECK(answer.body == "finished");
    CHECK(answer.header("connection") == "close");
    CHECK(busy.read_to_end().empty()); // the request behind it is not begun
    CHECK(stopped.wait_for(2s) == std::future_status::ready);
    server->stop(); // safe twice
    server.reset();
    respond(zugang::http::text(200, "too late")); // and after the end
}

TEST_CASE("A stop does not wait longer than its grace")
{
    std::promise<Responder> arrived;
    Server server({}, [&arrived](Request const&, Responder respond) { arrived.set_value(std::move(respond)); });
    RawClient client(server.port());
    client.send(simple);
    auto respond = arrived.get_future().get();
    auto const start = SteadyClock::now();
    server.stop(100ms);
    CHECK(SteadyClock::now() - start >= 90ms);
    CHECK(SteadyClock::now() - start < 1500ms);
    CHECK(client.read_to_end().empty());
    respond(zugang::http::text(200, "too late"));
}

TEST_CASE("Responders may outlive the server, called or not")
{
    std::vector<Responder> kept;
    {
        std::promise<void> arrived;
        Server server({}, [&](Request const&, Responder respond) {
            kept.push_back(std::move(respond));
            arrived.set_value();
        });
        RawClient client(server.port());
        client.send(simple);
        arrived.get_future().wait();
        server.stop(0ms);
    }
    REQUIRE(kept.size() == 1);
    kept.front()(zugang::http::text(200, "late"));
    kept.clear();
}
