// OpenID Connect Front-Channel Logout 1.0, and what the pages around a sign-out say.
#include "base/url.hpp"
#include "doctest.h"
#include "tests/support/relying_party.hpp"
#include <tuple>

namespace zugang::tests {
namespace {

constexpr auto front_name = "max@example.org";
constexpr auto front_password = "ein gutes Passwort";

struct Framed {
    Stand stand;
    Browser browser{stand.browser()};
    std::string id_token;

    Framed() { stand.add_account(front_name, front_password); }
    void add(std::string const& id, std::string const& front, std::string const& back = "")
    {
        idp::oauth::Client client;
        client.id = id;
        client.name = id;
        client.redirect_uris = {"https://portal.example/callback"};
        client.post_logout_redirect_uris = {"https://portal.example/"};
        client.scope = {"openid"};
        client.trusted = true;
        client.frontchannel_logout_uri = front;
        client.backchannel_logout_uri = back;
        stand.add_client(client);
    }
    void enter()
    {
        auto const page = sign_in(browser, portal_request({{"scope", "openid"}}), front_name, front_password);
        id_token = redeem_portal_code(browser, page.parameter("code")).text("id_token");
    }
    void enter_silently(std::string const& client)
    {
        auto const page = browser.get(authorize_address(portal_request({{"client_id", client}, {"scope", "openid"}})));
        REQUIRE_FALSE(page.parameter("code").empty());
    }
    /// The page after the sign-out, without following where it leads.
    Page leave_by_hint(Fields const& changes = {})
    {
        auto const fields = changed(
            {{"id_token_hint", id_token}, {"post_logout_redirect_uri", "https://portal.example/"}, {"state", "s"}},
            changes);
        auto const first = browser.request("GET", "/oauth2/end_session?" + encode_form(fields), "");
        REQUIRE(first.status == 303);
        return browser.request("GET", first.header("Location"), "");
    }
    [[nodiscard]] std::string frame_of(std::string const& address) const
    {
        auto const sid = TokenAnswer::claims(id_token).string("sid").value();
        auto const full = append_query(address, {{"iss", stand.config().issuer}, {"sid", sid}});
        std::string escaped;
        for (char const c : full)
            escaped += c == '&' ? "&amp;" : std::string{c};
        return "<iframe src=\"" + escaped + "\" hidden></iframe>";
    }
};

bool holds(Page const& page, std::string_view text)
{
    return page.body.find(text) != std::string::npos;
}

} // namespace

TEST_SUITE("front-channel logout")
{
    TEST_CASE("the page after a sign-out loads each client's address with iss and sid, and goes on by itself")
    {
        Framed framed;
        framed.add("portal", "https://portal.example/out?a=b");
        framed.add("second", "https://second.example:8443/out");
        framed.add("stranger", "https://stranger.example/out");
        framed.enter();
        framed.enter_silently("second");
        auto const page = framed.leave_by_hint();
        CHECK(page.name() == "continue");
        CHECK(holds(page, framed.frame_of("https://portal.example/out?a=b")));
        CHECK(holds(page, framed.frame_of("https://second.example:8443/out")));
        CHECK_FALSE(holds(page, "stranger.example"));
        CHECK(page.refresh_address() == "https://portal.example/?state=s");
        CHECK(holds(page, "content=\"3; url="));
        CHECK(holds(page, "<a class=\"button\" href=\"https://portal.example/?state=s\""));
        auto const policy = page.header("Content-Security-Policy");
        CHECK(policy.ends_with("; frame-src https://portal.example https://second.example:8443"));
    }

    TEST_CASE("without such a client nothing is framed, and the redirect is at once")
    {
        Framed framed;
        framed.add("portal", "");
        framed.enter();
        auto const fields =
            Fields{{"id_token_hint", framed.id_token}, {"post_logout_redirect_uri", "https://portal.example/"}};
        auto const first = framed.browser.request("GET", "/oauth2/end_session?" + encode_form(fields), "");
        CHECK(first.header("Location") == "https://portal.example/");
        CHECK_FALSE(holds(framed.browser.get("/logout/done"), "iframe"));
        CHECK(framed.browser.get("/logout/done").header("Content-Security-Policy").find("frame-src") ==
              std::string::npos);
    }

    TEST_CASE("who signs out on our own page stays on a page that loads the clients' addresses")
    {
        Framed framed;
        framed.add("portal", "https://portal.example/out");
        framed.enter();
        auto const done = framed.browser.submit(framed.browser.get("/logout"), {}, "/logout");
        CHECK(done.name() == "logged-out");
        CHECK(holds(done, framed.frame_of("https://portal.example/out")));
        CHECK(done.refresh_address().empty());
    }

    TEST_CASE("what is loaded is named by a ticket of ours alone, for five minutes")
    {
        Framed framed;
        framed.add("portal", "https://portal.example/out");
        framed.enter();
        auto const page = framed.browser.submit(framed.browser.get("/logout"), {}, "/logout");
        auto const ticket = page.parameter("clients");
        REQUIRE_FALSE(ticket.empty());
        auto const is_framed = [&](std::string const& value) {
            return holds(framed.browser.get("/logout/done?clients=" + value), "iframe");
        };
        CHECK(is_framed(ticket));
        CHECK_FALSE(is_framed(ticket.substr(0, ticket.size() - 2)));
        CHECK_FALSE(is_framed(TokenAnswer::claims(framed.id_token).string("sid").value()));
        framed.stand.clock.advance(std::chrono::minutes{5} - std::chrono::milliseconds{1});
        CHECK(is_framed(ticket));
        framed.stand.clock.advance(std::chrono::milliseconds{1});
        CHECK_FALSE(is_framed(ticket));
    }

    TEST_CASE("people are sent to sign out elsewhere only where a client is told in no way")
    {
        constexpr auto advice = "Online-Angeboten";
        for (auto const& [front, back, is_told] : {std::tuple{"", "", false},
                                                   {"https://portal.example/out", "", true},
                                                   {"", "https://portal.example/back", true}}) {
            Framed framed;
            framed.add("portal", front, back);
            framed.enter();
            CHECK(holds(framed.browser.get("/logout"), advice) == !is_told);
        }
    }

    TEST_CASE("the iframe page may be framed by any site, sets no cookie and has a script of ours")
    {
        Framed framed;
        auto const page = framed.browser.request("GET", "/oauth2/check_session", "");
        CHECK(page.status == 200);
        CHECK(page.header("Content-Security-Policy").ends_with("frame-ancestors *"));
        CHECK(page.header("X-Frame-Options").empty());
        CHECK(page.header("Set-Cookie").empty());
        auto const start = page.body.find("/static/");
        auto const script = page.body.substr(start, page.body.find('"', start) - start);
        CHECK(framed.browser.request("GET", script, "").status == 200);
    }

    TEST_CASE("the cookie that iframe reads comes with the sign-in, stays for the session and goes with it")
    {
        Framed framed;
        framed.add("portal", "");
        framed.enter();
        auto const state = framed.browser.cookies.at("__Host-zugang_state");
        CHECK(state.size() == 43);
        auto const again = sign_in(framed.browser, portal_request({{"prompt", "login"}, {"scope", "openid"}}),
                                   front_name, front_password);
        CHECK_FALSE(again.parameter("code").empty());
        CHECK(framed.browser.cookies.at("__Host-zugang_state") == state);
        auto const answer = framed.browser.request("POST", "/logout",
                                                   encode_form(framed.browser.get("/logout").hidden_fields("/logout")),
                                                   {{"Content-Type", "application/x-www-form-urlencoded"}});
        bool is_cleared = false;
        for (auto const& header : answer.headers)
            is_cleared = is_cleared || (http::equals_ignoring_case(header.name, "set-cookie") &&
                                        header.value.starts_with("__Host-zugang_state=; ") &&
                                        header.value.find("Max-Age=0") != std::string::npos);
        CHECK(is_cleared);
        framed.browser.cookies.clear();
        framed.enter();
        CHECK(framed.browser.cookies.at("__Host-zugang_state") != state);
    }
}

} // namespace zugang::tests
