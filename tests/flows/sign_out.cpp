// Signing out (OpenID Connect RP-Initiated Logout 1.0, and by the person).
#include "base/url.hpp"
#include "doctest.h"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto out_name = "max@example.org";
constexpr auto out_password = "ein gutes Passwort";

struct ToSignOut {
    Stand stand;
    Browser browser;
    std::string id_token;

    ToSignOut() : browser(stand.browser())
    {
        stand.add_portal();
        stand.add_account(out_name, out_password);
        id_token = sign_in_again();
    }
    std::string sign_in_again()
    {
        auto const page = sign_in(browser, portal_request({{"prompt", "login"}}), out_name, out_password);
        return redeem_portal_code(browser, page.parameter("code")).text("id_token");
    }
    Page end_session(Fields const& changes = {})
    {
        auto const fields = changed({{"id_token_hint", id_token},
                                     {"post_logout_redirect_uri", "https://portal.example/"},
                                     {"state", "s p+c&="}},
                                    changes);
        return browser.get("/oauth2/end_session?" + encode_form(fields));
    }
    bool is_signed_in()
    {
        return browser.get(authorize_address(portal_request({{"prompt", "none"}}))).parameter("error").empty();
    }
};

} // namespace

TEST_SUITE("sign out")
{
    TEST_CASE_FIXTURE(ToSignOut, "with a hint of this session the client signs out at once; only state comes back")
    {
        REQUIRE(is_signed_in());
        auto const page = end_session();
        CHECK(page.address == "https://portal.example/?state=s%20p%2Bc%26%3D");
        CHECK_FALSE(is_signed_in());
    }

    TEST_CASE_FIXTURE(ToSignOut, "an expired hint still counts")
    {
        stand.clock.advance(std::chrono::minutes{20});
        CHECK(end_session().address.starts_with("https://portal.example/"));
        CHECK_FALSE(is_signed_in());
    }

    TEST_CASE_FIXTURE(ToSignOut, "without a valid hint the person is asked, and there is no redirect afterwards")
    {
        for (auto const& changes :
             {Fields{{"id_token_hint", ""}}, Fields{{"id_token_hint", id_token + "x"}},
              Fields{{"id_token_hint", "eyJhbGciOiJub25lIn0.e30."}}, Fields{{"client_id", "other"}}}) {
            auto const page = end_session(changes);
            CHECK(page.name() == "logout");
            CHECK(is_signed_in());
        }
        auto const done = browser.submit(end_session({{"id_token_hint", ""}}), {}, "/logout");
        CHECK(done.name() == "logged-out");
        CHECK_FALSE(is_signed_in());
    }

    TEST_CASE_FIXTURE(ToSignOut, "an address that is not registered is not followed")
    {
        auto const page = end_session({{"post_logout_redirect_uri", "https://evil.example/"}});
        CHECK(page.name() == "logged-out");
        CHECK_FALSE(is_signed_in());
    }

    TEST_CASE_FIXTURE(ToSignOut, "a hint of an earlier session asks first, then goes back to the client")
    {
        browser.submit(browser.get("/logout"), {}, "/logout");
        auto const former = id_token;
        id_token = sign_in_again();
        auto const page = end_session({{"id_token_hint", former}});
        REQUIRE(page.name() == "logout");
        CHECK(browser.submit(page, {}, "/logout").address.starts_with("https://portal.example/?state="));
        CHECK_FALSE(is_signed_in());
    }

    TEST_CASE_FIXTURE(ToSignOut, "signing out twice, or without a session, is no error")
    {
        CHECK(end_session().address.starts_with("https://portal.example/"));
        CHECK(end_session().address.starts_with("https://portal.example/"));
        CHECK(browser.get("/logout").name() == "logged-out");
        CHECK(browser.get("/oauth2/end_session").name() == "logged-out");
    }

    TEST_CASE_FIXTURE(ToSignOut, "a POST works like a GET")
    {
        auto const fields =
            Fields{{"id_token_hint", id_token}, {"post_logout_redirect_uri", "https://portal.example/"}};
        CHECK(browser.post("/oauth2/end_session", fields).address == "https://portal.example/");
        CHECK_FALSE(is_signed_in());
    }
}

} // namespace zugang::tests
