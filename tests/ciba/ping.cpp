// Ping (CIBA §10.2): the client is told that it may ask.
#include "tests/ciba/ciba_flow.hpp"

namespace zugang::tests {
namespace {

constexpr auto ping_address = "https://call-centre.example/ciba";

struct PingFlow : CibaFlow {
    PingFlow()
    {
        auto client = call_centre("pinged");
        client.ping_mode = idp::oauth::PingMode::ping;
        client.notification_endpoint = ping_address;
        stand.add_client(client);
    }
    /// The payload of the one ping in the outbox.
    std::optional<Json> queued()
    {
        auto const row = stand.database().read(
            [](store::Connection& db) { return db.query_one("SELECT id, payload FROM outbox WHERE kind = 'ping'"); });
        if (!row)
            return std::nullopt;
        auto const payload = stand.sealer().open(row->blob("payload"), {"outbox", "payload", row->text("id")});
        REQUIRE(payload);
        return Json::parse(payload->reveal()).value();
    }
};

} // namespace

TEST_SUITE("CIBA ping")
{
    TEST_CASE_FIXTURE(PingFlow, "a ping client must say with which token it is told")
    {
        CHECK(ask({}, "pinged").error() == "invalid_request");
        CHECK(ask({{"client_notification_token", "with blank"}}, "pinged").error() == "invalid_request");
        CHECK(ask({{"client_notification_token", std::string(1025, 'a')}}, "pinged").error() == "invalid_request");
        CHECK(ask({{"client_notification_token", std::string(1024, 'a')}}, "pinged").page.status == 200);
    }

    TEST_CASE_FIXTURE(PingFlow, "both a yes and a no queue one ping with the request's id and the client's token")
    {
        for (auto const is_yes : {true, false}) {
            auto const asked = ask({{"client_notification_token", "token-4711"}}, "pinged");
            CHECK_FALSE(queued());
            REQUIRE((is_yes ? telephone.approve(account) : telephone.deny(account)));
            auto const ping = queued();
            REQUIRE(ping);
            CHECK(ping->string("url") == ping_address);
            CHECK(ping->string("token") == "token-4711");
            CHECK(ping->string("auth_req_id") == asked.text("auth_req_id"));
            auto const answer = poll(asked, "pinged");
            CHECK((is_yes ? answer.page.status == 200 : answer.error() == "access_denied"));
            stand.database().write([](store::Connection& tx) { tx.execute("DELETE FROM outbox"); });
        }
    }

    TEST_CASE_FIXTURE(PingFlow, "the id to ask with stands readable nowhere in the store")
    {
        auto const asked = ask({{"client_notification_token", "token-4711"}}, "pinged");
        auto const row = stand.database().read([](store::Connection& db) {
            return db.query_one("SELECT auth_req_id_hash, notification FROM ciba_requests").value();
        });
        auto const sealed = row.blob("notification");
        std::string const text{sealed.begin(), sealed.end()};
        CHECK(text.find("token-4711") == std::string::npos);
        CHECK(text.find(asked.text("auth_req_id")) == std::string::npos);
    }

    TEST_CASE_FIXTURE(PingFlow, "a poll client is not pinged")
    {
        ask();
        telephone.approve(account);
        CHECK_FALSE(queued());
    }
}

} // namespace zugang::tests
