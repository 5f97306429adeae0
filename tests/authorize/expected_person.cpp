// Requests about one person (OpenID Connect Core §3.1.2.1 id_token_hint, §5.5.1 sub): nobody else will do.
#include "doctest.h"
#include "idp/oauth/subject.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto first_name = "max@example.org";
constexpr auto second_name = "eva@example.org";
constexpr auto their_password = "ein gutes Passwort";

struct TwoPeople {
    Stand stand;
    Browser browser;
    std::string first;
    std::string second;

    TwoPeople() : browser(stand.browser())
    {
        stand.add_portal();
        first = stand.add_account(first_name, their_password);
        second = stand.add_account(second_name, their_password);
    }
    [[nodiscard]] static Fields asking_for(std::string const& subject, Fields const& changes = {})
    {
        return changed(portal_request({{"claims", R"({"id_token":{"sub":{"value":")" + subject + R"("}}})"}}), changes);
    }
    Page open(Fields const& request) { return browser.get(authorize_address(request)); }
    Page submit(Page const& page, std::string const& name)
    {
        return browser.submit(page, {{"username", name}, {"password", their_password}}, "/login");
    }
    std::string subject_of(Page const& page)
    {
        auto const answer = redeem_portal_code(browser, page.parameter("code"));
        return TokenAnswer::claims(answer.text("id_token")).string("sub").value_or("");
    }
};

} // namespace

TEST_SUITE("expected person")
{
    TEST_CASE_FIXTURE(TwoPeople, "prompt=none answers for this person alone: without a session or with another's not")
    {
        auto const quiet = Fields{{"prompt", "none"}};
        CHECK(open(asking_for(first, quiet)).parameter("error") == "login_required");
        REQUIRE(!sign_in(browser, portal_request(), first_name, their_password).parameter("code").empty());
        CHECK(subject_of(open(asking_for(first, quiet))) == first);
        CHECK(open(asking_for(second, quiet)).parameter("error") == "login_required");
        CHECK(open(asking_for("nobody", quiet)).parameter("error") == "login_required");
    }

    TEST_CASE_FIXTURE(TwoPeople,
                      "another person's proof leads back to the sign-in, signs nobody in, and ends no session")
    {
        REQUIRE(!sign_in(browser, portal_request(), first_name, their_password).parameter("code").empty());
        auto const cookie = browser.cookies["__Host-zugang_sid"];
        auto const page = open(asking_for(second));
        REQUIRE(page.name() == "login"); // the session is another's
        CHECK(page.has_message("expected_account"));
        auto const again = submit(page, first_name);
        CHECK(again.name() == "login");
        CHECK(again.has_message("wrong_account"));
        CHECK(browser.cookies["__Host-zugang_sid"] == cookie);
        CHECK(subject_of(submit(again, second_name)) == second);
        CHECK(browser.cookies["__Host-zugang_sid"] != cookie);
    }

    TEST_CASE_FIXTURE(TwoPeople, "an ID token of before as id_token_hint: its person alone, also when it has expired")
    {
        auto const page = sign_in(browser, portal_request(), first_name, their_password);
        auto const hint = redeem_portal_code(browser, page.parameter("code")).text("id_token");
        auto const with_hint = [&](Fields const& changes) {
            return open(changed(portal_request({{"id_token_hint", hint}}), changes));
        };
        CHECK(subject_of(with_hint({{"prompt", "none"}})) == first);
        CHECK(subject_of(with_hint({})) == first);
        stand.clock.advance(std::chrono::minutes{20});
        CHECK(subject_of(with_hint({{"prompt", "none"}})) == first);
        auto const claims = R"({"id_token":{"sub":{"value":")" + second + R"("}}})";
        CHECK(with_hint({{"claims", claims}}).parameter("error") == "invalid_request");
        // Another person signs in meanwhile: the hint is no answer for them, and none where nobody is signed in.
        REQUIRE(!sign_in(browser, portal_request({{"prompt", "login"}}), second_name, their_password)
                     .parameter("code")
                     .empty());
        CHECK(with_hint({{"prompt", "none"}}).parameter("error") == "login_required");
        CHECK(with_hint({}).name() == "login");
        CHECK(with_hint({{"prompt", "select_account"}}).name() == "login"); // the one that could be chosen is wrong
        browser.cookies.clear();
        CHECK(with_hint({{"prompt", "none"}}).parameter("error") == "login_required");
        CHECK(subject_of(submit(with_hint({}), first_name)) == first);
    }

    TEST_CASE_FIXTURE(TwoPeople, "a pairwise client's hint names its person by the sector's subject")
    {
        idp::oauth::Client client;
        client.id = "pair";
        client.redirect_uris = {"https://pair.example/cb"};
        client.scope = {"openid"};
        client.trusted = true;
        client.subject_type = idp::oauth::SubjectType::pairwise;
        stand.add_client(client);
        auto const subject = idp::oauth::subject_of(client, first, stand.sealer());
        auto const at_pair = Fields{{"client_id", "pair"},
                                    {"redirect_uri", "https://pair.example/cb"},
                                    {"scope", "openid"},
                                    {"prompt", "none"}};
        REQUIRE(!sign_in(browser, portal_request(), first_name, their_password).parameter("code").empty());
        CHECK(!open(asking_for(subject, at_pair)).parameter("code").empty());
        CHECK(open(asking_for(first, at_pair)).parameter("error") == "login_required"); // the account's id says nothing
    }

    TEST_CASE_FIXTURE(TwoPeople, "giving up goes back to the client")
    {
        auto const page = open(asking_for("nobody"));
        CHECK(submit(page, first_name).has_message("wrong_account"));
        CHECK(browser.submit(page, {{"cancel", "1"}}, "/login").parameter("error") == "access_denied");
    }

    TEST_CASE_FIXTURE(TwoPeople, "id_token_hint names the person, also long after its end, and only its own client's")
    {
        auto const page = sign_in(browser, portal_request(), first_name, their_password);
        auto const tokens = redeem_portal_code(browser, page.parameter("code"));
        auto const hint = tokens.text("id_token");
        stand.clock.advance(std::chrono::hours{12});
        auto const with_hint = [&](std::string const& text, Fields const& changes) {
            return open(changed(portal_request({{"id_token_hint", text}}), changes));
        };
        CHECK(with_hint(hint, {{"prompt", "none"}}).parameter("error") == "login_required");
        REQUIRE(!sign_in(browser, portal_request(), second_name, their_password).parameter("code").empty());
        CHECK(with_hint(hint, {{"prompt", "none"}}).parameter("error") == "login_required");
        CHECK(subject_of(submit(with_hint(hint, {}), first_name)) == first);
        CHECK(subject_of(with_hint(hint, {{"prompt", "none"}})) == first);
        CHECK(with_hint(tokens.access_token(), {}).parameter("error") == "invalid_request");
        CHECK(with_hint(hint + "x", {}).parameter("error") == "invalid_request");
        CHECK(open(asking_for(second, {{"id_token_hint", hint}})).parameter("error") == "invalid_request");
        stand.add_app();
        auto const foreign = open(changed(app_request(), {{"id_token_hint", hint}}));
        CHECK(foreign.parameter("error") == "invalid_request");
    }
}

} // namespace zugang::tests
