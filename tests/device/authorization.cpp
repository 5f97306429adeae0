// POST /oauth2/device_authorization (RFC 8628 §3.1, §3.2).
#include "tests/device/device_flow.hpp"

namespace zugang::tests {

TEST_SUITE("device authorization")
{
    TEST_CASE_FIXTURE(DeviceFlow, "a device gets two codes, where to type one, and how long and how often to ask")
    {
        auto const codes = begin();
        REQUIRE(codes.answer.page.status == 200);
        CHECK(codes.device_code().starts_with("zgd_"));
        CHECK(codes.device_code().size() == 47);
        auto const shown = codes.user_code();
        REQUIRE(shown.size() == 9);
        CHECK(shown[4] == '-');
        CHECK(shown.find_first_not_of("BCDFGHJKLMNPQRSTVWXZ-") == std::string::npos);
        CHECK(codes.answer.text("verification_uri") == stand.address("/device"));
        CHECK(codes.answer.text("verification_uri_complete") == stand.address("/device?user_code=" + shown));
        auto const json = Json::parse(codes.answer.page.body).value();
        CHECK(json.integer("expires_in") == 600);
        CHECK(json.integer("interval") == 5);
        CHECK(codes.answer.page.header("Cache-Control") == "no-store");
        CHECK(begin().user_code() != shown);
    }

    TEST_CASE_FIXTURE(DeviceFlow, "neither code stands readable in the store")
    {
        auto const codes = begin();
        auto const rows = stand.database().read([](store::Connection& db) {
            return db.query("SELECT device_code_hash, user_code_hash FROM device_codes");
        });
        REQUIRE(rows.size() == 1);
        CHECK(rows.front().blob("device_code_hash").size() == 32);
        CHECK(rows.front().blob("user_code_hash").size() == 32);
    }

    TEST_CASE("a known resource is refused too: the person would not see what the token is for")
    {
        DeviceFlow flow{Engine::sqlite,
                        {.configure = [](auto& config) { config.oidc.resources = {"https://api.example/"}; }}};
        CHECK(flow.begin({{"resource", "https://api.example/"}}).answer.error() == "invalid_target");
    }

    TEST_CASE_FIXTURE(DeviceFlow, "who may not ask for codes, or asks wrongly, is told so")
    {
        stand.add_portal();
        CHECK(begin({{"client_id", "nobody"}}).answer.error() == "invalid_client");
        CHECK(begin({{"client_id", ""}}).answer.error() == "invalid_client");
        CHECK(begin({{"scope", ""}}).answer.error() == "invalid_scope");
        CHECK(begin({{"scope", "customer"}}).answer.error() == "invalid_scope");
        auto const unregistered = post("/oauth2/device_authorization",
                                       {{"client_id", "portal"}, {"client_secret", "x"}, {"scope", "openid"}});
        CHECK(unregistered.error() == "invalid_client");
        auto client = television("plain");
        client.grant_types = {"authorization_code"};
        stand.add_client(client);
        CHECK(begin({{"client_id", "plain"}}).answer.error() == "unauthorized_client");
        auto const doubled =
            device.request("POST", "/oauth2/device_authorization", "client_id=television&scope=openid&scope=profile",
                           {{"Content-Type", "application/x-www-form-urlencoded"}});
        CHECK(TokenAnswer{doubled}.error() == "invalid_request");
        CHECK(begin({{"authorization_details", "[{\"type\":\"payment\"}]"}}).answer.error() ==
              "invalid_authorization_details");
        CHECK(begin({{"resource", "https://unknown.example/"}}).answer.error() == "invalid_target");
        auto const json = device.request("POST", "/oauth2/device_authorization", R"({"client_id":"television"})",
                                         {{"Content-Type", "application/json"}});
        CHECK(TokenAnswer{json}.error() == "invalid_request");
        CHECK(device.request("GET", "/oauth2/device_authorization", "").status == 405);
    }
}

} // namespace zugang::tests
