// The counters are the store's: a restart forgets nothing, and two servers on one store count together.
#include "tests/throttle/guessing.hpp"
#include <barrier>
#include <thread>
#include <vector>

namespace zugang::tests {
namespace {

/// Another server on the stand's store and key.
struct SecondServer {
    unsigned short port = free_port();
    idp::app::App app;

    explicit SecondServer(Stand& stand) : app(config_of(stand, port), {.clock = &stand.clock}) {}
    static idp::config::Config config_of(Stand const& stand, unsigned short port)
    {
        auto config = stand.config();
        config.listen.port = port;
        config.issuer = "http://localhost:" + std::to_string(port);
        return config;
    }
};

Guesser at_second(Guessing const& guessing, SecondServer const& second, std::string address)
{
    return Guesser{guessing.stand, std::move(address), Browser{second.port}};
}

} // namespace

TEST_CASE("wrong passwords at one server count at another on the same store, before and after a restart")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        Guessing guessing{engine};
        Guesser(guessing.stand, "192.0.2.1").fail(2);
        {
            SecondServer const second{guessing.stand};
            at_second(guessing, second, "192.0.2.1").fail(3);
            CHECK(waits(at_second(guessing, second, "192.0.2.1").guess(owner_name), 2s));
        }
        SecondServer const restarted{guessing.stand};
        CHECK(waits(at_second(guessing, restarted, "192.0.2.1").guess(owner_name), 2s));
        CHECK(waits(Guesser(guessing.stand, "192.0.2.1").guess(owner_name), 2s));
        guessing.wait(2s);
        CHECK(was_compared(at_second(guessing, restarted, "192.0.2.1").guess(owner_name)));
        CHECK(waits(Guesser(guessing.stand, "192.0.2.1").guess(owner_name), 4s));
    }
}

TEST_CASE("of a burst of parallel reservations at two servers no more than the limit are made")
{
    for (auto const engine : engines()) {
        CAPTURE(name_of(engine));
        constexpr int rivals = 40;
        Guessing guessing{engine};
        Process one{guessing.stand};
        Process two{guessing.stand};
        std::barrier start{rivals};
        std::atomic<int> reserved = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < rivals; ++i)
                threads.emplace_back([&, i] {
                    auto& process = i % 2 == 0 ? one : two;
                    auto const call = process.call("192.0.2.1");
                    start.arrive_and_wait();
                    auto const answer = idp::throttle::reserve_password(owner_name, call, process.services());
                    reserved += std::holds_alternative<idp::throttle::Attempt>(answer) ? 1 : 0;
                });
        }
        CHECK(reserved == 5);
    }
}

} // namespace zugang::tests
