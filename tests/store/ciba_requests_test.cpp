// Backchannel requests: decided once, redeemed once, polled at a pace.
#include "store/ciba_requests.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

CibaRequest ciba_request(std::string id, Instant created_at = noon)
{
    CibaRequest row;
    row.auth_req_id_hash = hash_of("id " + id);
    row.id = std::move(id);
    row.client_id = "portal";
    row.account_id = "max";
    row.scope = "openid";
    row.binding_message = "Vorgang 4711";
    row.interval_seconds = 5;
    row.created_at = created_at;
    row.expires_at = noon + hour;
    return row;
}

void on_each_with_ciba_request(std::function<void(Connection&)> const& test)
{
    on_each_engine([&](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([&](Connection& db) {
            ciba_requests::insert(db, ciba_request("a"));
            test(db);
        });
    });
}

} // namespace

TEST_CASE("what waits for a person is listed oldest first, until it is decided or ends")
{
    on_each_with_ciba_request([](Connection& db) {
        auto earlier = ciba_request("b", noon - one_ms);
        earlier.notification = Bytes{1, 2, 3};
        earlier.acr_values = "phr";
        ciba_requests::insert(db, earlier);
        auto const open = ciba_requests::list_open(db, "max", noon);
        REQUIRE(open.size() == 2);
        CHECK(open.front().id == "b");
        CHECK(open.front().notification == Bytes{1, 2, 3});
        CHECK(open.front().acr_values == "phr");
        CHECK(open.back().binding_message == "Vorgang 4711");
        CHECK_FALSE(open.back().notification);
        CHECK(ciba_requests::list_open(db, "max", noon + hour).empty());
        CHECK(ciba_requests::list_open(db, "erika", noon).empty());
        REQUIRE(ciba_requests::decide(db, "b", std::nullopt, noon));
        CHECK(ciba_requests::list_open(db, "max", noon).size() == 1);
    });
}

TEST_CASE("an account has so many open requests and no more, until one is decided or ends")
{
    on_each_with_ciba_request([](Connection& db) {
        CHECK_FALSE(ciba_requests::insert_within(db, ciba_request("b"), 1));
        CHECK(ciba_requests::insert_within(db, ciba_request("b"), 2));
        CHECK_FALSE(ciba_requests::insert_within(db, ciba_request("c"), 2));
        REQUIRE(ciba_requests::decide(db, "a", std::nullopt, noon));
        CHECK(ciba_requests::insert_within(db, ciba_request("c"), 2));
        CHECK_FALSE(ciba_requests::insert_within(db, ciba_request("d", noon + hour - one_ms), 2));
        CHECK(ciba_requests::insert_within(db, ciba_request("d", noon + hour), 2));
    });
}

TEST_CASE("a backchannel request is decided once, before its end")
{
    on_each_with_ciba_request([](Connection& db) {
        CHECK_FALSE(ciba_requests::decide(db, "b", "grant", noon));
        CHECK_FALSE(ciba_requests::decide(db, "a", "grant", noon + hour));
        auto const decided = ciba_requests::decide(db, "a", "grant", noon + hour - one_ms);
        REQUIRE(decided);
        CHECK(decided->grant_id == "grant");
        CHECK(decided->account_id == "max");
        CHECK_FALSE(ciba_requests::decide(db, "a", std::nullopt, noon));
    });
}

TEST_CASE("a backchannel request is redeemed once, by its client, once it is allowed")
{
    on_each_with_ciba_request([](Connection& db) {
        auto const redeem = [&](std::string_view client_id, Instant now) {
            return ciba_requests::redeem(db, hash_of("id a"), client_id, now).has_value();
        };
        CHECK_FALSE(redeem("portal", noon));
        REQUIRE(ciba_requests::decide(db, "a", "grant", noon));
        CHECK_FALSE(redeem("app", noon));
        CHECK_FALSE(redeem("portal", noon + hour));
        CHECK(redeem("portal", noon + hour - one_ms));
        CHECK_FALSE(redeem("portal", noon));
        CHECK(ciba_requests::poll(db, hash_of("id a"), "portal", noon) == Waiting::redeemed);
    });
}

TEST_CASE("a poll tells what it met, and too fast a one makes the interval longer")
{
    on_each_with_ciba_request([](Connection& db) {
        auto const poll = [&](Duration after) {
            return ciba_requests::poll(db, hash_of("id a"), "portal", noon + after);
        };
        CHECK(poll(Duration{0}) == Waiting::pending);
        CHECK(poll(Duration{4999}) == Waiting::too_fast);
        CHECK(poll(Duration{14998}) == Waiting::too_fast);
        CHECK(poll(Duration{29998}) == Waiting::pending);
        CHECK(ciba_requests::poll(db, hash_of("id a"), "app", noon) == Waiting::unknown);
        CHECK(ciba_requests::poll(db, hash_of("id b"), "portal", noon) == Waiting::unknown);
        CHECK(poll(hour) == Waiting::expired);
        REQUIRE(ciba_requests::decide(db, "a", std::nullopt, noon));
        CHECK(poll(Duration{0}) == Waiting::denied);
        CHECK(ciba_requests::remove_expired(db, noon + hour) == 0);
        CHECK(ciba_requests::remove_expired(db, noon + hour + one_ms) == 1);
    });
}

TEST_CASE("a refresh token that is kept lives on, unless it was rotated, has ended, or is another client's")
{
    on_each_with_ciba_request([](Connection& db) {
        refresh_tokens::insert(db, refresh_token("a"));
        auto const extend = [&](std::string_view client_id, Instant now) {
            return refresh_tokens::extend(db, hash_of("a"), client_id, now + hour, now);
        };
        CHECK_FALSE(extend("app", noon));
        CHECK_FALSE(extend("portal", noon + hour));
        CHECK(extend("portal", noon + hour - one_ms));
        CHECK(refresh_tokens::find(db, hash_of("a"))->expires_at == noon + 2 * hour - one_ms);
        REQUIRE(refresh_tokens::rotate(db, hash_of("a"), "portal", noon));
        CHECK_FALSE(extend("portal", noon));
    });
}

} // namespace zugang::store::test
