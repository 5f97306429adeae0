#include "base/log.hpp"
#include "tests/cli/support.hpp"
#include "tests/support/raw_client.hpp"
#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using zugang::idp::cli::testing::read_file;
using zugang::idp::cli::testing::Rig;
using zugang::idp::cli::testing::write_file;
using zugang::tests::RawClient;

namespace {

unsigned short find_free_port()
{
    int const probe = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(probe, any, size) == 0);
    REQUIRE(::getsockname(probe, any, &size) == 0);
    ::close(probe);
    return ntohs(address.sin_port);
}

bool is_alive(unsigned short port)
{
    try {
        RawClient client{port};
        auto const host = "localhost:" + std::to_string(port);
        return client.ask("GET /health/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status == 200;
    } catch (std::runtime_error const&) {
        return false; // nobody listens yet
    }
}

bool becomes_alive(unsigned short port)
{
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (std::chrono::steady_clock::now() < end) {
        if (is_alive(port))
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return false;
}

/// Signals that end the server are for the thread that serves, not for the test's own.
class HeldBack {
public:
    HeldBack()
    {
        sigset_t set;
        sigemptyset(&set);
        for (int const number : {SIGINT, SIGTERM, SIGHUP})
            sigaddset(&set, number);
        REQUIRE(pthread_sigmask(SIG_BLOCK, &set, &former_) == 0);
    }
    ~HeldBack() { pthread_sigmask(SIG_SETMASK, &former_, nullptr); }
    HeldBack(HeldBack const&) = delete;
    HeldBack& operator=(HeldBack const&) = delete;

private:
    sigset_t former_{};
};

} // namespace

TEST_CASE("serve answers until SIGTERM or SIGINT, and a closed terminal does not end it")
{
    HeldBack const held;
    Rig rig;
    auto const port = find_free_port();
    auto config = read_file(rig.config_file());
    config.replace(config.find("8080"), 4, std::to_string(port));
    write_file(rig.config_file(), config + "listen.port = " + std::to_string(port) + "\n");
    rig.run_well({"migrate"});
    zugang::log::set_sink([](std::string const&) {});
    for (int const number : {SIGTERM, SIGINT}) {
        bool was_alive = false;
        bool was_alive_after_hangup = false;
        std::jthread const person([&] {
            was_alive = becomes_alive(port);
            ::kill(::getpid(), SIGHUP);
            was_alive_after_hangup = is_alive(port);
            ::kill(::getpid(), number);
        });
        auto const outcome = rig.run({"serve"});
        CHECK(outcome.status == 0);
        CHECK(outcome.err == "");
        CHECK(was_alive);
        CHECK(was_alive_after_hangup);
        CHECK(!is_alive(port));
    }
    zugang::log::set_sink({});
}

TEST_CASE("serve says what keeps it from starting")
{
    Rig rig;
    CHECK(rig.run_refused({"serve"}).find("zugang migrate") != std::string::npos);
    rig.run_well({"migrate"});
    std::filesystem::remove(rig.folder().file("keys/master.key"));
    CHECK(rig.run_refused({"serve"}).find("master") != std::string::npos);
}
