// RemoteDocuments: how long a client's published document is believed, and how often it is asked for.
#include "idp/call/remote_documents.hpp"
#include "doctest.h"
#include "tests/support/fake_web.hpp"
#include <condition_variable>
#include <stdexcept>
#include <thread>

namespace {

using namespace std::chrono_literals;
using zugang::from_seconds;
using zugang::Instant;
using zugang::idp::RemoteDocuments;
using Freshness = RemoteDocuments::Freshness;

Instant const noon = from_seconds(1'800'000'000);
std::string const url = "https://portal.example/jwks";

struct World {
    zugang::tests::FakeWeb web;
    RemoteDocuments documents{web};

    std::string get(Instant now, Freshness freshness = Freshness::cached)
    {
        auto const body = documents.get(url, freshness, now);
        return body ? *body : "failed: " + body.error().what;
    }
};

/// Lets nobody through until it is opened.
class Gate final : public zugang::http::client::HttpsClient {
public:
    zugang::Result<zugang::http::client::Answer, zugang::http::client::FetchFailure>
    send(zugang::http::client::OutgoingRequest const&, std::stop_token const&) override
    {
        std::unique_lock lock{mutex_};
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return is_open_; });
        return zugang::http::client::Answer{200, {}, "body"};
    }
    void await(int count)
    {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [&] { return waiting_ >= count; });
    }
    void close()
    {
        std::scoped_lock const lock{mutex_};
        is_open_ = false;
    }
    void open()
    {
        std::scoped_lock const lock{mutex_};
        is_open_ = true;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int waiting_ = 0;
    bool is_open_ = false;
};

} // namespace

TEST_CASE("A document without a life of its own is kept for an hour")
{
    World world;
    world.web.answer(url, "one");
    CHECK(world.get(noon) == "one");
    world.web.answer(url, "two");
    CHECK(world.get(noon + 1h - 1ms) == "one");
    CHECK(world.web.count(url) == 1);
    CHECK(world.get(noon + 1h) == "two");
}

TEST_CASE("Cache-Control sets the life between a minute and an hour")
{
    struct Case {
        char const* cache_control;
        std::chrono::milliseconds life;
    };
    for (auto const& [cache_control, life] :
         {Case{"max-age=600", 10min}, Case{"public, MAX-AGE=600, must-revalidate", 10min}, Case{"max-age=0", 1min},
          Case{"max-age=59", 1min}, Case{"max-age=61", 61s}, Case{"max-age=3601", 1h}, Case{"max-age=99999999999", 1h},
          Case{"max-age=-5", 1min}, Case{"max-age=x", 1min}, Case{"no-transform", 1h}}) {
        CAPTURE(cache_control);
        World world;
        world.web.answer(url, "one", 200, {{"Cache-Control", cache_control}});
        CHECK(world.get(noon) == "one");
        world.web.answer(url, "two");
        CHECK(world.get(noon + life - 1ms) == "one");
        CHECK(world.get(noon + life) == "two");
    }
}

TEST_CASE("A fresh one is fetched although the kept one is good, but not twice within half a minute")
{
    World world;
    world.web.answer(url, "one");
    CHECK(world.get(noon) == "one");
    world.web.answer(url, "two");
    CHECK(world.get(noon + 30s - 1ms, Freshness::fresh) == "one");
    CHECK(world.get(noon + 30s, Freshness::fresh) == "two");
    world.web.answer(url, "three");
    CHECK(world.get(noon + 60s - 1ms, Freshness::fresh) == "two");
    CHECK(world.get(noon + 60s, Freshness::fresh) == "three");
    CHECK(world.web.count(url) == 3);
}

TEST_CASE("A failure is remembered for half a minute, so that nobody makes us ask and ask again")
{
    World world;
    CHECK(world.get(noon) == "failed: nobody there");
    world.web.answer(url, "one");
    CHECK(world.get(noon + 30s - 1ms) == "failed: nobody there");
    CHECK(world.get(noon + 30s - 1ms, Freshness::fresh) == "failed: nobody there");
    CHECK(world.web.count(url) == 1);
    CHECK(world.get(noon + 30s) == "one");
}

TEST_CASE("Anything but status 200 is a failure, a redirect too")
{
    for (int const status : {201, 204, 301, 302, 404, 500}) {
        World world;
        world.web.answer(url, "body", status);
        CHECK(world.get(noon) == "failed: answered with status " + std::to_string(status));
    }
}

TEST_CASE("A good document outlives a failed attempt at a fresher one")
{
    World world;
    world.web.answer(url, "one");
    CHECK(world.get(noon) == "one");
    world.web.forget(url);
    CHECK(world.get(noon + 1min, Freshness::fresh) == "failed: nobody there");
    CHECK(world.get(noon + 1min) == "one");
    CHECK(world.get(noon + 1h - 1ms) == "one");
    CHECK(world.get(noon + 1h) == "failed: nobody there");
}

TEST_CASE("Each address has a document of its own")
{
    World world;
    world.web.answer(url, "one");
    world.web.answer(url + "?2", "two");
    CHECK(world.get(noon) == "one");
    CHECK(*world.documents.get(url + "?2", Freshness::cached, noon) == "two");
}

TEST_CASE("Two fetches may run at once, a third fails at once, and afterwards there is room again")
{
    Gate gate;
    RemoteDocuments documents{gate};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 2; ++i)
        threads.emplace_back(
            [&documents, i] { CHECK(documents.get(url + std::to_string(i), Freshness::cached, noon).has_value()); });
    gate.await(2);
    auto const third = documents.get(url + "third", Freshness::cached, noon);
    REQUIRE_FALSE(third);
    CHECK(third.error().what == "too many documents are being fetched");
    gate.open();
    threads.clear();
    CHECK(documents.get(url + "third", Freshness::cached, noon).has_value());
    CHECK(documents.get(url + "0", Freshness::cached, noon).has_value());
}

TEST_CASE("Where no further fetch may run, a kept document stands in for an hour after its end")
{
    Gate gate;
    RemoteDocuments documents{gate};
    gate.open();
    CHECK(documents.get(url, Freshness::cached, noon).has_value());
    gate.close();
    std::vector<std::jthread> threads;
    for (int i = 0; i < 2; ++i)
        threads.emplace_back(
            [&documents, i] { CHECK(documents.get(url + std::to_string(i), Freshness::cached, noon).has_value()); });
    gate.await(3);
    auto const stale = documents.get(url, Freshness::cached, noon + 2h - 1ms);
    REQUIRE(stale.has_value());
    CHECK(*stale == "body");
    CHECK(documents.get(url, Freshness::fresh, noon + 1min).has_value());
    CHECK_FALSE(documents.get(url, Freshness::cached, noon + 2h).has_value());
    gate.open();
}

TEST_CASE("A fetch that throws gives its place back")
{
    class Broken final : public zugang::http::client::HttpsClient {
    public:
        zugang::Result<zugang::http::client::Answer, zugang::http::client::FetchFailure>
        send(zugang::http::client::OutgoingRequest const&, std::stop_token const&) override
        {
            if (++asked_ <= 2)
                throw std::runtime_error{"out of memory"};
            return zugang::http::client::Answer{200, {}, "body"};
        }

    private:
        int asked_ = 0;
    };
    Broken web;
    RemoteDocuments documents{web};
    for (int i = 0; i < 2; ++i)
        CHECK_THROWS(static_cast<void>(documents.get(url, Freshness::cached, noon)));
    CHECK(documents.get(url, Freshness::cached, noon).has_value());
}

TEST_CASE("What is kept has a limit in number and size, and the oldest goes first")
{
    World world;
    auto const name = [](int number) { return url + "?" + std::to_string(number); };
    auto const fetch = [&](int number, std::size_t size) {
        world.web.answer(name(number), std::string(size, 'x'));
        CHECK(world.documents.get(name(number), Freshness::cached, noon + 1ms * number).has_value());
    };
    auto const is_kept = [&](int number) {
        auto const before = world.web.count(name(number));
        CHECK(world.documents.get(name(number), Freshness::cached, noon + 2s).has_value());
        return world.web.count(name(number)) == before;
    };
    SUBCASE("in number")
    {
        for (int i = 0; i < 1001; ++i)
            fetch(i, 1);
        CHECK(is_kept(1));
        CHECK(is_kept(1000));
        CHECK_FALSE(is_kept(0));
        CHECK_FALSE(is_kept(1)); // 0 came back
        CHECK(is_kept(1000));
    }
    SUBCASE("in size")
    {
        for (int i = 0; i < 64; ++i)
            fetch(i, 262144);
        CHECK(is_kept(0));
        fetch(64, 1);
        CHECK(is_kept(1));
        CHECK(is_kept(64));
        CHECK_FALSE(is_kept(0));
    }
}
