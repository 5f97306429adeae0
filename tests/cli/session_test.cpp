#include "idp/call/client_queue.hpp"
#include "idp/oauth/client.hpp"
#include "store/accounts.hpp"
#include "store/clients.hpp"
#include "store/grants.hpp"
#include "store/outbox.hpp"
#include "store/sessions.hpp"
#include "tests/cli/support.hpp"

using zugang::idp::cli::testing::on_each_store;
using zugang::idp::cli::testing::Rig;
namespace store = zugang::store;

namespace {

std::string add_account(Rig& rig, std::string const& email)
{
    return rig.run_json({"account", "add", "--email", email, "--verified"}).string("sub").value();
}

/// A session in which the portal, which wants logout tokens, and a silent client were given something.
void add_session(Rig& rig, std::string const& sid, std::string const& account_id)
{
    auto const now = zugang::SystemClock{}.now();
    auto const later = now + std::chrono::hours{1};
    rig.database().write([&](store::Connection& db) {
        for (auto const* const id : {"portal", "silent"}) {
            zugang::idp::oauth::Client client;
            client.id = id;
            client.redirect_uris = {"https://portal.example/callback"};
            client.scope = {"openid"};
            if (client.id == "portal")
                client.backchannel_logout_uri = "https://portal.example/logout";
            std::ignore = store::clients::insert(db, to_row(client, now));
        }
        store::Session session;
        session.id = sid;
        session.token_hash = zugang::Bytes(sid.begin(), sid.end());
        session.account_id = account_id;
        session.evidence = "[]";
        session.auth_time = now;
        session.user_agent = "Browser/1";
        session.created_at = now;
        session.last_seen_at = now;
        session.idle_at = later;
        session.expires_at = later;
        store::sessions::insert(db, session);
        for (auto const* const id : {"portal", "silent"}) {
            store::Grant grant;
            grant.id = sid + id;
            grant.client_id = id;
            grant.account_id = account_id;
            grant.session_id = sid;
            grant.scope = "openid";
            grant.evidence = "[]";
            grant.auth_time = now;
            grant.created_at = now;
            grant.expires_at = later;
            store::grants::insert(db, grant);
        }
    });
}

std::size_t count(Rig& rig, std::vector<std::string> arguments)
{
    return rig.run_json(std::move(arguments)).items().size();
}

} // namespace

TEST_CASE("sessions are listed with the clients they signed in")
{
    on_each_store([](Rig& rig) {
        auto const max = add_account(rig, "max@example.org");
        add_account(rig, "erika@example.org");
        add_session(rig, "sid_1", max);
        auto const listed = rig.run_json({"session", "list", "--account", "max@example.org"}).items();
        REQUIRE(listed.size() == 1);
        CHECK(listed[0].string("sid") == "sid_1");
        CHECK(listed[0].string("sub") == max);
        CHECK(listed[0].string("browser") == "Browser/1");
        CHECK(listed[0].strings("clients") == std::vector<std::string>{"portal", "silent"});
        CHECK(count(rig, {"session", "list", "--account", "erika@example.org"}) == 0);
        auto const text = rig.run_well({"session", "list", "--account", max});
        CHECK(text.find("sid_1") != std::string::npos);
        CHECK(text.find("portal silent") != std::string::npos);
    });
}

TEST_CASE("a session is ended once, with its grants, and the client that wants to know is told")
{
    on_each_store([](Rig& rig) {
        auto const max = add_account(rig, "max@example.org");
        add_session(rig, "sid_1", max);
        CHECK(rig.run_json({"session", "end", "sid_1"}).boolean("ended") == true);
        CHECK(rig.run_refused({"session", "end", "sid_1"}) == "zugang: no session in use is called \"sid_1\"\n");
        CHECK(count(rig, {"session", "list", "--account", max}) == 0);
        auto const deliveries = rig.run_json({"session", "deliveries"}).items();
        REQUIRE(deliveries.size() == 1);
        CHECK(deliveries[0].string("client_id") == "portal");
        CHECK(deliveries[0].string("kind") == "logout");
        CHECK(deliveries[0].string("state") == "waiting");
        CHECK(deliveries[0].integer("attempts") == 0);
        CHECK(deliveries[0].has("next_at"));
        auto const now = zugang::SystemClock{}.now();
        auto const grant = rig.database().read(
            [&](store::Connection& db) { return store::grants::find_live(db, "sid_1portal", now); });
        CHECK_FALSE(grant);
    });
}

TEST_CASE("all sessions of an account are ended, and nobody else's")
{
    on_each_store([](Rig& rig) {
        auto const max = add_account(rig, "max@example.org");
        auto const erika = add_account(rig, "erika@example.org");
        add_session(rig, "sid_1", max);
        add_session(rig, "sid_2", max);
        add_session(rig, "sid_3", erika);
        CHECK(rig.run_json({"session", "end-all", "--account", max}).integer("sessions_ended") == 2);
        CHECK(rig.run_json({"session", "end-all", "--account", max}).integer("sessions_ended") == 0);
        CHECK(count(rig, {"session", "list", "--account", max}) == 0);
        CHECK(count(rig, {"session", "list", "--account", erika}) == 1);
        CHECK(count(rig, {"session", "deliveries"}) == 2);
        CHECK(count(rig, {"session", "deliveries", "--account", max}) == 2);
        CHECK(count(rig, {"session", "deliveries", "--account", erika}) == 0);
    });
}

TEST_CASE("disabling and deleting an account tell its clients")
{
    on_each_store([](Rig& rig) {
        auto const max = add_account(rig, "max@example.org");
        auto const erika = add_account(rig, "erika@example.org");
        add_session(rig, "sid_1", max);
        add_session(rig, "sid_2", erika);
        CHECK(rig.run_json({"account", "disable", max}).integer("sessions_ended") == 1);
        CHECK(count(rig, {"session", "deliveries"}) == 1);
        rig.run_well({"account", "delete", erika, "--yes"});
        CHECK(count(rig, {"session", "deliveries"}) == 2);
    });
}

TEST_CASE("a delivery's end is told in words and with its error")
{
    on_each_store([](Rig& rig) {
        auto const max = add_account(rig, "max@example.org");
        for (auto const* const sid : {"sid_1", "sid_2"}) {
            add_session(rig, sid, max);
            rig.run_well({"session", "end", sid});
        }
        auto const now = zugang::SystemClock{}.now();
        rig.database().write([&](store::Connection& db) {
            auto const states = store::outbox::list_of_clients(db, std::nullopt, 10);
            REQUIRE(states.size() == 2);
            store::outbox::mark_sent(db, states[0].id, now);
            store::outbox::mark_failed(db, states[1].id, "answered with status 400", std::nullopt, now);
        });
        auto const text = rig.run_well({"session", "deliveries"});
        CHECK(text.find("delivered") != std::string::npos);
        CHECK(text.find("failed") != std::string::npos);
        CHECK(text.find("answered with status 400") != std::string::npos);
        for (auto const& each : rig.run_json({"session", "deliveries"}).items())
            CHECK((each.string("state") == "delivered" ? each.has("delivered_at") : each.has("failed_at")));
    });
}

TEST_CASE("session commands need what they are about")
{
    Rig rig;
    rig.run_well({"migrate"});
    CHECK(rig.run({"session"}).status == 2);
    CHECK(rig.run({"session", "list"}).status == 2);
    CHECK(rig.run({"session", "end"}).status == 2);
    CHECK(rig.run({"session", "end-all"}).status == 2);
    CHECK(rig.run_refused({"session", "list", "--account", "nobody"}).find("no account is called") !=
          std::string::npos);
    CHECK(rig.run_refused({"session", "deliveries", "--account", "nobody"}).find("no account") != std::string::npos);
}
