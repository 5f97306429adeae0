#include "idp/jobs/housekeeping.hpp"
#include "doctest.h"
#include "idp/oauth/client.hpp"
#include "store/accounts.hpp"
#include "store/clients.hpp"
#include "store/device_codes.hpp"
#include "store/mail_links.hpp"
#include "store/pushed_requests.hpp"
#include "store/recovery_codes.hpp"
#include "store/sessions.hpp"
#include "store/sign_in_flows.hpp"
#include "tests/account/workplace.hpp"

namespace zugang::tests {
namespace {

std::int64_t count_rows(Workplace& place, std::string_view table_query)
{
    return place.store.database().read(
        [&](store::Connection& db) { return db.query_one(table_query).value().integer("n"); });
}

void add_registration(Workplace& place, std::string const& id, bool is_confirmed)
{
    place.store.database().write([&](store::Connection& tx) {
        store::Account account{};
        account.id = id;
        account.email = id + "@web.de";
        account.language = "de";
        account.created_at = place.clock.now();
        account.updated_at = place.clock.now();
        if (is_confirmed)
            account.email_verified_at = place.clock.now();
        REQUIRE(store::accounts::insert(tx, account));
        store::MailLink link{};
        link.token_hash = Bytes(32, static_cast<std::uint8_t>(id.front()));
        link.account_id = id;
        link.email = *account.email;
        link.created_at = place.clock.now();
        link.expires_at = place.clock.now() + std::chrono::hours{24};
        store::mail_links::insert(tx, link);
    });
}

void add_flow(Workplace& place)
{
    place.store.database().write([&](store::Connection& tx) {
        store::SignInFlow flow{};
        flow.id = "flow";
        flow.browser_hash = Bytes(32, 1);
        flow.request = "{}";
        flow.evidence = "[]";
        flow.created_at = place.clock.now();
        flow.expires_at = place.clock.now() + std::chrono::hours{1};
        store::sign_in_flows::insert(tx, flow);
    });
}

void clean(Workplace& place)
{
    idp::jobs::remove_expired(place.services, place.clock.now());
}

} // namespace

TEST_CASE("a registration nobody confirmed goes a day after its link ended, a confirmed account stays")
{
    on_each_engine([](TemporaryStore& each) {
        Workplace place{each.engine()};
        add_registration(place, "offen", false);
        add_registration(place, "fertig", true);
        place.clock.advance(std::chrono::hours{48});
        clean(place);
        CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM accounts") == 2);
        place.clock.advance(std::chrono::milliseconds{1});
        clean(place);
        CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM accounts") == 1);
        CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM accounts WHERE id = 'fertig'") == 1);
    });
}

TEST_CASE("the link of a confirmed account is known for thirty days, so that a second click is no error")
{
    Workplace place;
    add_registration(place, "fertig", true);
    place.clock.advance(std::chrono::days{31});
    clean(place);
    CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM mail_links") == 1);
    place.clock.advance(std::chrono::milliseconds{1});
    clean(place);
    CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM mail_links") == 0);
}

TEST_CASE("a sign-in under way is kept a day after its end, to start again from")
{
    Workplace place;
    add_flow(place);
    place.clock.advance(std::chrono::hours{25});
    clean(place);
    CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM sign_in_flows") == 1);
    place.clock.advance(std::chrono::milliseconds{1});
    clean(place);
    CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM sign_in_flows") == 0);
}

TEST_CASE("what devices and pushed requests left goes an hour after its end, or when the longest sign-in is over")
{
    Workplace place;
    auto const end = place.clock.now();
    auto const add_rows = [&] {
        place.store.database().write([&](store::Connection& tx) {
            idp::oauth::Client client;
            client.id = "portal";
            REQUIRE(store::clients::insert(tx, to_row(client, end)));
            store::PushedRequest pushed{};
            pushed.reference_hash = Bytes(32, 1);
            pushed.client_id = "portal";
            pushed.request = "{}";
            pushed.created_at = end;
            pushed.expires_at = end;
            store::pushed_requests::insert(tx, pushed);
            store::DeviceCode code{};
            code.device_code_hash = Bytes(32, 1);
            code.user_code_hash = Bytes(32, 1);
            code.client_id = "portal";
            code.scope = "openid";
            code.interval_seconds = 5;
            code.created_at = end;
            code.expires_at = end;
            REQUIRE(store::device_codes::insert(tx, code));
        });
    };
    auto const pushed = [&] { return count_rows(place, "SELECT COUNT(*) AS n FROM pushed_requests"); };
    auto const codes = [&] { return count_rows(place, "SELECT COUNT(*) AS n FROM device_codes"); };
    add_rows();
    place.clock.advance(std::chrono::hours{1});
    clean(place);
    CHECK(pushed() == 1);
    CHECK(codes() == 1);
    place.config.session.sign_in = std::chrono::hours{2};
    place.clock.advance(std::chrono::milliseconds{1});
    clean(place);
    CHECK(pushed() == 1); // a sign-in may still come back to it
    CHECK(codes() == 0);
    place.config.session.sign_in = std::chrono::minutes{10};
    clean(place);
    CHECK(pushed() == 0);
}

TEST_CASE("the text of recovery codes goes after its end; a voided set after ninety days, the valid one never")
{
    on_each_engine([](TemporaryStore& each) {
        Workplace place{each.engine()};
        add_registration(place, "max", true);
        auto const create = [&](std::string id, std::string_view former) {
            auto const now = place.clock.now();
            auto const until = now + std::chrono::minutes{20};
            REQUIRE(place.store.database().write([&](store::Connection& tx) {
                return store::recovery_codes::create_set(tx, {id, "max", "flow", Bytes{1}, until, now}, former,
                                                         {Bytes(32, static_cast<std::uint8_t>(id.front()))});
            }));
        };
        constexpr auto with_text = "SELECT COUNT(*) AS n FROM recovery_code_sets WHERE sealed_codes IS NOT NULL";
        create("old", "");
        create("new", "old");
        place.clock.advance(std::chrono::minutes{20});
        clean(place);
        CHECK(count_rows(place, with_text) == 1);
        place.clock.advance(std::chrono::milliseconds{1});
        clean(place);
        CHECK(count_rows(place, with_text) == 0);
        CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM recovery_codes") == 2);
        place.clock.advance(std::chrono::days{90} - std::chrono::minutes{20} - std::chrono::milliseconds{1});
        clean(place);
        CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM recovery_codes") == 2);
        place.clock.advance(std::chrono::milliseconds{1});
        clean(place);
        CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM recovery_code_sets") == 1);
        CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM recovery_codes") == 1);
    });
}

TEST_CASE("a mail that waits is never cleaned away, one that was sent is after a day")
{
    Workplace place;
    place.queue("max@web.de");
    place.clock.advance(std::chrono::days{10});
    clean(place);
    CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM outbox") == 1);
    place.store.database().write([&](store::Connection& tx) {
        tx.execute("UPDATE outbox SET sent_at = :now", {{"now", store::value_of(place.clock.now())}});
    });
    place.clock.advance(std::chrono::hours{24} + std::chrono::milliseconds{1});
    clean(place);
    CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM outbox") == 0);
}

TEST_CASE("a key rotated by another process is in force after the next round")
{
    Workplace place;
    auto const before = place.services.keyring.snapshot()->find_current(keys::Algorithm::es256)->public_key().kid();
    idp::rotate_key(place.store.database(), place.services.sealer, keys::Algorithm::es256, /*at_once=*/true,
                    place.clock.now());
    CHECK(place.services.keyring.snapshot()->find_current(keys::Algorithm::es256)->public_key().kid() == before);
    idp::jobs::refresh_keys(place.services, place.clock.now());
    auto const keys = place.services.keyring.snapshot();
    CHECK(keys->find_current(keys::Algorithm::es256)->public_key().kid() != before);
    CHECK(keys->find_public(before) != nullptr); // what it signed is still good
}

TEST_CASE("a key that has reached its age is followed by a next one, published before it signs")
{
    Workplace place;
    auto const first = place.services.keyring.snapshot()->find_current(keys::Algorithm::es256)->public_key().kid();
    place.clock.advance(place.config.keys.active + std::chrono::seconds{1});
    idp::jobs::run_once(place.services, place.clock.now());
    CHECK(place.services.keyring.snapshot()->keys().size() == 2);
    CHECK(place.services.keyring.snapshot()->find_current(keys::Algorithm::es256)->public_key().kid() == first);
    place.clock.advance(place.config.keys.published_before + std::chrono::seconds{1});
    idp::jobs::run_once(place.services, place.clock.now());
    CHECK(place.services.keyring.snapshot()->find_current(keys::Algorithm::es256)->public_key().kid() != first);
}

TEST_CASE("a table that cannot be cleaned keeps none of the others from it")
{
    Workplace place;
    add_flow(place);
    place.store.database().write([](store::Connection& tx) { tx.execute("DROP TABLE refresh_tokens"); });
    place.clock.advance(std::chrono::days{3});
    idp::jobs::run_once(place.services, place.clock.now());
    CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM sign_in_flows") == 0);
}

TEST_CASE("the thread does its first round at once and stops at once")
{
    Workplace place;
    add_flow(place);
    place.clock.advance(std::chrono::days{3});
    idp::jobs::Housekeeping thread{place.services};
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (count_rows(place, "SELECT COUNT(*) AS n FROM sign_in_flows") != 0 &&
           std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    CHECK(count_rows(place, "SELECT COUNT(*) AS n FROM sign_in_flows") == 0);
    auto const started = std::chrono::steady_clock::now();
    thread.stop();
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds{1});
}

} // namespace zugang::tests
