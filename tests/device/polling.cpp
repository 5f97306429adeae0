// The device grant at the token endpoint (RFC 8628 §3.4, §3.5).
#include "store/accounts.hpp"
#include "tests/device/device_flow.hpp"

namespace zugang::tests {

TEST_SUITE("device polling")
{
    TEST_CASE_FIXTURE(DeviceFlow, "a device waits until the person has allowed it, and gets its tokens once")
    {
        auto const codes = begin();
        CHECK(poll(codes).error() == "authorization_pending");
        auto const done = decide(codes, "allow");
        CHECK(done.name() == "device-done");
        CHECK(done.has_message("device_allowed"));
        auto const tokens = poll(codes);
        REQUIRE(tokens.page.status == 200);
        CHECK(tokens.text("scope") == "openid profile");
        CHECK(tokens.refresh_token().empty());
        auto const id_token = TokenAnswer::claims(tokens.text("id_token"));
        CHECK(id_token.string("aud") == "television");
        CHECK(id_token.string("sub") == account);
        CHECK(id_token.string("acr") == "urn:zugang:acr:password");
        CHECK_FALSE(id_token.has("nonce"));
        CHECK(ask_userinfo(device, tokens.access_token()).status == 200);
        CHECK(poll(codes).error() == "invalid_grant");
        CHECK(ask_userinfo(device, tokens.access_token()).status == 200); // asking twice is no replay
    }

    TEST_CASE_FIXTURE(DeviceFlow, "a device that asks too fast is slowed down by five seconds each time")
    {
        auto const codes = begin();
        CHECK(poll(codes).error() == "authorization_pending");
        stand.clock.advance(std::chrono::seconds{5} - std::chrono::milliseconds{1});
        CHECK(poll(codes).error() == "slow_down");
        stand.clock.advance(std::chrono::seconds{10} - std::chrono::milliseconds{1});
        CHECK(poll(codes).error() == "slow_down");
        stand.clock.advance(std::chrono::seconds{15});
        CHECK(poll(codes).error() == "authorization_pending");
    }

    TEST_CASE_FIXTURE(DeviceFlow, "codes run out after ten minutes, for the device and for the person")
    {
        auto const codes = begin();
        stand.clock.advance(std::chrono::minutes{10} - std::chrono::milliseconds{1});
        CHECK(poll(codes).error() == "authorization_pending");
        stand.clock.advance(std::chrono::milliseconds{1});
        CHECK(poll(codes).error() == "expired_token");
        CHECK(type_code(codes.user_code()).has_message("user_code_unknown"));
    }

    TEST_CASE_FIXTURE(DeviceFlow, "a denied device is told so, and for good")
    {
        auto const codes = begin();
        CHECK(decide(codes, "deny").has_message("device_denied"));
        CHECK(poll(codes).error() == "access_denied");
        CHECK(poll(codes).error() == "access_denied");
    }

    TEST_CASE_FIXTURE(DeviceFlow, "a device code is its client's alone, and another's try uses nothing up")
    {
        stand.add_client(television("other"));
        auto const codes = begin();
        decide(codes, "allow");
        CHECK(poll(codes, {{"client_id", "other"}}).error() == "invalid_grant");
        CHECK(poll(codes, {{"device_code", "zgd_made-up"}}).error() == "invalid_grant");
        CHECK(poll(codes, {{"device_code", ""}}).error() == "invalid_request");
        CHECK(poll(codes).page.status == 200);
    }

    TEST_CASE_FIXTURE(DeviceFlow, "a device that asked for offline_access outlives the session, another ends with it")
    {
        auto const bound = begin();
        auto const offline = begin({{"scope", "openid offline_access"}});
        decide(bound, "allow");
        decide(offline, "allow");
        auto const bound_tokens = poll(bound);
        auto const offline_tokens = poll(offline);
        REQUIRE(offline_tokens.refresh_token().starts_with("zgr_"));
        auto const page = browser.get("/logout");
        browser.submit(page, {{"decision", "sign-out"}}, "/logout");
        CHECK(ask_userinfo(device, bound_tokens.access_token()).status == 401);
        CHECK(ask_userinfo(device, offline_tokens.access_token()).status == 200);
        auto const refreshed = post("/oauth2/token", {{"grant_type", "refresh_token"},
                                                      {"client_id", "television"},
                                                      {"refresh_token", offline_tokens.refresh_token()}});
        CHECK(refreshed.page.status == 200);
    }

    TEST_CASE("a resource that was not granted is refused, and the codes are still good")
    {
        DeviceFlow flow{Engine::sqlite, {.configure = [](idp::config::Config& config) {
                            config.oidc.resources = {"https://files.example/"};
                        }}};
        auto const codes = flow.begin({{"scope", "openid offline_access"}});
        flow.decide(codes, "allow");
        CHECK(flow.poll(codes, {{"resource", "https://files.example/"}}).error() == "invalid_target");
        auto const refresh_tokens = flow.stand.database().read(
            [](store::Connection& db) { return db.query("SELECT token_hash FROM refresh_tokens").size(); });
        CHECK(refresh_tokens == 0);
        flow.stand.clock.advance(std::chrono::seconds{5});
        auto const tokens = flow.poll(codes);
        REQUIRE(tokens.page.status == 200);
        CHECK(tokens.refresh_token().starts_with("zgr_"));
    }

    TEST_CASE_FIXTURE(DeviceFlow, "who signs out, or is disabled, before the device asks, leaves it without tokens")
    {
        auto const signed_out = begin();
        decide(signed_out, "allow");
        browser.submit(browser.get("/logout"), {{"decision", "sign-out"}}, "/logout");
        CHECK(poll(signed_out).error() == "invalid_grant");
        auto const disabled = begin();
        decide(disabled, "allow");
        stand.database().write([&](store::Connection& tx) {
            REQUIRE(store::accounts::set_disabled(tx, account, stand.clock.now(), stand.clock.now()));
        });
        CHECK(poll(disabled).error() == "invalid_grant");
    }
}

} // namespace zugang::tests
