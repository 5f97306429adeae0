// The CIBA grant at the token endpoint (CIBA §10, §11), approved by a simulator outside the server.
#include "store/clients.hpp"
#include "tests/ciba/ciba_flow.hpp"

namespace zugang::tests {

TEST_SUITE("CIBA polling")
{
    TEST_CASE_FIXTURE(CibaFlow, "the client waits until the person has approved, and gets its tokens once")
    {
        auto const asked = ask();
        CHECK(poll(asked).error() == "authorization_pending");
        stand.clock.advance(std::chrono::minutes{1});
        REQUIRE(telephone.approve(account));
        auto const tokens = poll(asked);
        REQUIRE(tokens.page.status == 200);
        CHECK(tokens.text("scope") == "openid profile");
        auto const id_token = TokenAnswer::claims(tokens.text("id_token"));
        CHECK(id_token.string("sub") == account);
        CHECK(id_token.string("aud") == "call-centre");
        CHECK(id_token.integer("auth_time") == to_seconds(stand.clock.now()));
        CHECK(id_token.string("acr") == "urn:zugang:acr:password");
        CHECK_FALSE(id_token.has("nonce"));
        auto browser = stand.browser();
        CHECK(ask_userinfo(browser, tokens.access_token()).status == 200);
        CHECK(poll(asked).error() == "invalid_grant");
    }

    TEST_CASE_FIXTURE(CibaFlow, "an approval that proves somebody else approves nothing")
    {
        auto const erika = stand.add_account("erika@example.org", ciba_password);
        auto const asked = ask();
        CHECK_THROWS_AS(telephone.approve_for(account, erika), std::logic_error);
        CHECK(poll(asked).error() == "authorization_pending");
    }

    TEST_CASE_FIXTURE(CibaFlow, "a denied request says so, and cannot be approved after all")
    {
        auto const asked = ask();
        auto const id = telephone.open(account).front().id;
        REQUIRE(telephone.deny(account));
        CHECK_FALSE(telephone.approve(account));
        CHECK(poll(asked).error() == "access_denied");
    }

    TEST_CASE_FIXTURE(CibaFlow, "a request ends at its end, for the client and for the person")
    {
        auto const asked = ask();
        stand.clock.advance(std::chrono::minutes{5} - std::chrono::milliseconds{1});
        CHECK(poll(asked).error() == "authorization_pending");
        CHECK(telephone.open(account).size() == 1);
        stand.clock.advance(std::chrono::milliseconds{1});
        CHECK(poll(asked).error() == "expired_token");
        CHECK_FALSE(telephone.approve(account));
    }

    TEST_CASE_FIXTURE(CibaFlow, "who asks too fast is slowed down")
    {
        auto const asked = ask();
        CHECK(poll(asked).error() == "authorization_pending");
        stand.clock.advance(std::chrono::seconds{5} - std::chrono::milliseconds{1});
        CHECK(poll(asked).error() == "slow_down");
        stand.clock.advance(std::chrono::seconds{10});
        CHECK(poll(asked).error() == "authorization_pending");
    }

    TEST_CASE_FIXTURE(CibaFlow, "the id is its client's alone")
    {
        stand.add_client(call_centre("other"));
        auto const asked = ask();
        telephone.approve(account);
        CHECK(poll(asked, "other").error() == "invalid_grant");
        CHECK(poll(asked).page.status == 200);
    }

    TEST_CASE_FIXTURE(CibaFlow, "a refresh token comes with offline_access, rests on the approval, and ends with it")
    {
        auto const asked = ask({{"scope", "openid offline_access"}});
        telephone.approve(account);
        auto const tokens = poll(asked);
        REQUIRE(tokens.refresh_token().starts_with("zgr_"));
        auto fields = credentials("call-centre");
        fields.insert(fields.end(), {{"grant_type", "refresh_token"}, {"refresh_token", tokens.refresh_token()}});
        auto const again = post("/oauth2/token", fields);
        REQUIRE(again.page.status == 200);
        stand.database().write(
            [&](store::Connection& tx) { store::consents::save(tx, account, "call-centre", "", stand.clock.now()); });
        fields = credentials("call-centre");
        fields.insert(fields.end(), {{"grant_type", "refresh_token"}, {"refresh_token", again.refresh_token()}});
        CHECK(post("/oauth2/token", fields).error() == "invalid_grant");
    }
}

} // namespace zugang::tests
