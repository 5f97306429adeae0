// What goes to clients through the outbox: logout tokens and pings, how often they are tried and when they are given
// up.
#include "base/json.hpp"
#include "doctest.h"
#include "idp/call/client_queue.hpp"
#include "idp/oauth/client.hpp"
#include "idp/outbox/blank_kind.hpp"
#include "idp/outbox/logout_kind.hpp"
#include "idp/outbox/ping_kind.hpp"
#include "idp/outbox/sender.hpp"
#include "idp/session/ending.hpp"
#include "keys/jws.hpp"
#include "store/accounts.hpp"
#include "store/clients.hpp"
#include "store/grants.hpp"
#include "store/outbox.hpp"
#include "store/sessions.hpp"
#include "tests/account/workplace.hpp"
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace zugang::tests {
namespace {

using namespace std::chrono_literals;
using idp::outbox::Lane;

constexpr auto logout_url = "https://portal.example/logout";
constexpr auto ping_url = "https://portal.example/ping";

struct ClientLane {
    Workplace place;
    FakeWeb web;
    Lane lane{.name = "web"};

    explicit ClientLane(Engine engine = Engine::sqlite) : place(engine)
    {
        lane.kinds.push_back(std::make_unique<idp::outbox::LogoutKind>(place.services, web));
        lane.kinds.push_back(std::make_unique<idp::outbox::PingKind>(web));
        idp::oauth::Client client;
        client.id = "portal";
        client.redirect_uris = {"https://portal.example/callback"};
        client.scope = {"openid"};
        client.backchannel_logout_uri = logout_url;
        save(client);
    }
    void save(idp::oauth::Client const& client)
    {
        place.store.database().write([&](store::Connection& tx) {
            static_cast<void>(store::clients::remove(tx, client.id));
            REQUIRE(store::clients::insert(tx, to_row(client, place.clock.now())));
        });
    }
    idp::QueueTools tools() { return {place.services.sealer, place.services.random, place.clock.now()}; }
    void queue_logout()
    {
        place.store.database().write([&](store::Connection& tx) {
            queue_for_client(tx, {"logout", "portal", "max", R"({"account":"max","sid":"sid_1"})"}, tools());
        });
    }
    void queue_ping()
    {
        place.store.database().write([&](store::Connection& tx) {
            idp::queue_ping(tx, {"portal", "max", ping_url, "the-notification-token", "arq_1"}, tools());
        });
    }
    std::size_t round() { return idp::outbox::send_due(place.services, lane, {}); }
    store::OutboxState state()
    {
        auto const all = place.store.database().read(
            [](store::Connection& db) { return store::outbox::list_of_clients(db, std::nullopt, 10); });
        REQUIRE(all.size() == 1);
        return all.front();
    }
};

/// A client that takes the connection and says nothing until this program ends.
class Silence final : public http::client::HttpsClient {
public:
    Result<http::client::Answer, http::client::FetchFailure> send(http::client::OutgoingRequest const&,
                                                                  std::stop_token const& stop) override
    {
        std::unique_lock lock{mutex_};
        is_there_ = true;
        changed_.notify_all();
        changed_.wait(lock, stop, [] { return false; });
        return std::unexpected(
            http::client::FetchFailure{http::client::FetchFailure::Kind::stopped, "this program is ending"});
    }
    void await_visitor()
    {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return is_there_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool is_there_ = false;
};

/// Tries until nothing is due, an hour at a time.
void exhaust(ClientLane& on)
{
    for (int i = 0; i < 10; ++i) {
        on.round();
        on.place.clock.advance(1h);
    }
}

} // namespace

TEST_SUITE("client lane")
{
    TEST_CASE("a client that does not answer well is asked three more times, soon at first, and then given up")
    {
        on_each_engine([](TemporaryStore& each) {
            ClientLane on{each.engine()};
            on.web.answer(logout_url, "", 503);
            on.queue_logout();
            for (auto const pause : {2s, 20s, 120s}) {
                CHECK(on.round() == 1);
                on.place.clock.advance(pause - 1ms);
                CHECK(on.round() == 0);
                on.place.clock.advance(1ms);
            }
            CHECK_FALSE(on.state().failed_at);
            CHECK(on.round() == 1);
            CHECK(on.state().failed_at == on.place.clock.now());
            CHECK(on.state().attempts == 4);
            CHECK(on.state().last_error == "answered with status 503");
            on.place.clock.advance(1h);
            CHECK(on.round() == 0);
            CHECK(on.web.count(logout_url) == 4);
        });
    }

    TEST_CASE("200 and 204 are a delivery; 400 is the last word; everything else may pass, a redirect too")
    {
        for (int const status : {200, 204, 201, 302, 307, 400, 401, 404, 500}) {
            CAPTURE(status);
            ClientLane on;
            on.web.answer(logout_url, "", status, {{"Location", "https://portal.example/elsewhere"}});
            on.queue_logout();
            exhaust(on);
            auto const is_good = status == 200 || status == 204;
            CHECK(on.state().sent_at.has_value() == is_good);
            CHECK(on.state().failed_at.has_value() == !is_good);
            CHECK(on.web.count(logout_url) == (is_good || status == 400 ? 1 : 4));
            CHECK(on.web.requests().size() == on.web.count(logout_url));
        }
    }

    TEST_CASE("a later try carries a new token, not one that has died")
    {
        ClientLane on;
        on.queue_logout(); // nobody there
        CHECK(on.round() == 1);
        on.place.clock.advance(3min);
        on.web.answer(logout_url, "");
        CHECK(on.round() == 1);
        CHECK(on.state().sent_at);
        auto const requests = on.web.requests();
        REQUIRE(requests.size() == 2);
        std::vector<Json> claims;
        for (auto const& request : requests) {
            auto const jws = keys::parse_jws(request.body.substr(std::string_view{"logout_token="}.size()));
            auto const keys = on.place.services.keyring.snapshot();
            auto const payload = verify_jws(jws.value(), *keys->find_public(jws->kid));
            claims.push_back(Json::parse(payload.value()).value());
        }
        CHECK(claims[1].integer("iat").value() == claims[0].integer("iat").value() + 180);
        CHECK(claims[1].integer("exp").value() == to_seconds(on.place.clock.now()) + 120);
        CHECK(claims[1].string("jti") != claims[0].string("jti"));
    }

    TEST_CASE("a client that is gone, or has no logout address any more, is given up without a word to anybody")
    {
        ClientLane on;
        on.queue_logout();
        SUBCASE("gone")
        {
            on.place.store.database().write(
                [](store::Connection& tx) { REQUIRE(store::clients::remove(tx, "portal")); });
        }
        SUBCASE("no address")
        {
            idp::oauth::Client client;
            client.id = "portal";
            client.redirect_uris = {"https://portal.example/callback"};
            client.scope = {"openid"};
            on.save(client);
        }
        CHECK(on.round() == 1);
        CHECK(on.state().failed_at);
        CHECK(on.web.requests().empty());
    }

    TEST_CASE("a client whose algorithm has no key is given up in the end and holds up nobody")
    {
        ClientLane on;
        idp::oauth::Client client;
        client.id = "portal";
        client.redirect_uris = {"https://portal.example/callback"};
        client.scope = {"openid"};
        client.backchannel_logout_uri = logout_url;
        client.id_token_algorithm = keys::Algorithm::ps256;
        on.save(client);
        on.queue_logout();
        exhaust(on);
        CHECK(on.state().failed_at);
        CHECK(on.state().attempts == 4);
        CHECK(on.web.requests().empty());
    }

    TEST_CASE("a ping is a POST with auth_req_id alone and the client's token in the header")
    {
        on_each_engine([](TemporaryStore& each) {
            ClientLane on{each.engine()};
            on.web.answer(ping_url, "", 204);
            on.queue_ping();
            CHECK(on.round() == 1);
            CHECK(on.state().sent_at);
            auto const request = on.web.requests().at(0);
            CHECK(request.method == http::Method::post);
            CHECK(request.body == R"({"auth_req_id":"arq_1"})");
            CHECK(request.headers.at(0).name == "Authorization");
            CHECK(request.headers.at(0).value == "Bearer the-notification-token");
            CHECK(request.headers.at(1).value == "application/json");
        });
    }

    TEST_CASE("a ping the client refuses with 400, 401 or 403 is not repeated, one it could not take is")
    {
        for (int const status : {200, 400, 401, 403, 302, 429, 503}) {
            CAPTURE(status);
            ClientLane on;
            on.web.answer(ping_url, "", status);
            on.queue_ping();
            exhaust(on);
            auto const once = status == 200 || (status >= 400 && status <= 403);
            CHECK(on.web.count(ping_url) == (once ? 1 : 4));
            CHECK(on.state().sent_at.has_value() == (status == 200));
        }
    }

    TEST_CASE("the row names neither account nor token, and its payload is wiped once it is done")
    {
        ClientLane on;
        on.web.answer(ping_url, "");
        on.queue_ping();
        auto const text_of_row = [&] {
            auto const row = on.place.store.database().read(
                [](store::Connection& db) { return db.query_one("SELECT recipient_key, payload FROM outbox"); });
            return std::string{text_of(row.value().blob("recipient_key"))} +
                   std::string{text_of(row.value().blob("payload"))};
        };
        for (auto const* const word : {"max", "the-notification-token", "arq_1"})
            CHECK(text_of_row().find(word) == std::string::npos);
        CHECK(on.round() == 1);
        CHECK(text_of_row().size() == 32);
    }

    TEST_CASE("a session that is ended many times at once tells its client once")
    {
        on_each_engine([](TemporaryStore& each) {
            ClientLane on{each.engine()};
            auto const now = on.place.clock.now();
            auto& database = on.place.store.database();
            database.write([&](store::Connection& tx) {
                store::Account account;
                account.id = "max";
                account.language = "de";
                account.created_at = now;
                account.updated_at = now;
                REQUIRE(store::accounts::insert(tx, account));
                store::Session session;
                session.id = "sid_1";
                session.token_hash = Bytes(32, 1);
                session.account_id = "max";
                session.evidence = "[]";
                session.expires_at = now + 1h;
                session.idle_at = now + 1h;
                store::sessions::insert(tx, session);
                store::Grant grant;
                grant.id = "grant";
                grant.client_id = "portal";
                grant.account_id = "max";
                grant.session_id = "sid_1";
                grant.evidence = "[]";
                grant.expires_at = now + 1h;
                store::grants::insert(tx, grant);
            });
            std::atomic<int> ended = 0;
            std::vector<std::jthread> threads;
            for (int i = 0; i < 8; ++i)
                threads.emplace_back([&, i] {
                    database.write([&](store::Connection& tx) {
                        if (i % 2 == 0)
                            ended += idp::session::end_session(tx, "sid_1", on.tools()) ? 1 : 0;
                        else
                            ended += static_cast<int>(idp::session::end_sessions_of(tx, "max", on.tools()));
                    });
                });
            threads.clear();
            CHECK(ended == 1);
            CHECK(on.state().client_id == "portal");
        });
    }

    TEST_CASE("a client that does not answer holds up no mail")
    {
        ClientLane on;
        Silence silence;
        Lane silent{.name = "web", .threads = 2, .claimed_at_once = 1};
        silent.kinds.push_back(std::make_unique<idp::outbox::PingKind>(silence));
        Lane mails{.name = "mail"};
        mails.kinds.push_back(std::make_unique<idp::outbox::BlankKind>());
        on.queue_ping();
        idp::outbox::OutboxSender clients{on.place.services, std::move(silent)};
        silence.await_visitor();
        on.place.store.database().write([&](store::Connection& tx) {
            idp::queue_blank(tx, {"niemand", {"s", "t", "h"}}, on.place.services, on.place.clock.now());
        });
        CHECK(idp::outbox::send_due(on.place.services, mails, {}) == 1);
        auto const started = std::chrono::steady_clock::now();
        clients.stop(); // breaks off what is under way, and leaves it for the next start
        CHECK(std::chrono::steady_clock::now() - started < 5s);
        CHECK_FALSE(on.state().failed_at);
        CHECK(on.state().next_at == on.place.clock.now());
    }

    TEST_CASE("a mail lane leaves what goes to clients alone, and a kind nobody knows waits for a newer program")
    {
        ClientLane on;
        on.queue_ping();
        Lane const mails{.name = "mail"};
        CHECK(idp::outbox::send_due(on.place.services, mails, {}) == 0);
        Lane const without_kinds{.name = "web"};
        CHECK(idp::outbox::send_due(on.place.services, without_kinds, {}) == 1);
        CHECK_FALSE(on.state().failed_at);
        CHECK(on.state().next_at == on.place.clock.now() + 10min);
        on.web.answer(ping_url, "");
        on.place.clock.advance(10min);
        CHECK(on.round() == 1);
        CHECK(on.state().sent_at);
    }
}

} // namespace zugang::tests
