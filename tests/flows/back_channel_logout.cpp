// OpenID Connect Back-Channel Logout 1.0: which clients are told when a session ends, with what, and how often.
#include "base/url.hpp"
#include "doctest.h"
#include "keys/jwk_set.hpp"
#include "keys/jws.hpp"
#include "store/outbox.hpp"
#include "tests/support/relying_party.hpp"
#include <algorithm>
#include <thread>

namespace zugang::tests {
namespace {

constexpr auto person = "max@example.org";
constexpr auto password = "ein gutes Passwort";
constexpr auto portal_logout = "https://portal.example/logout";

bool wait_for(std::function<bool()> const& condition)
{
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return true;
}

struct Told {
    Stand stand;
    Browser browser;
    std::string account;
    std::string id_token;

    explicit Told(Engine engine = Engine::sqlite) : stand(engine), browser(stand.browser())
    {
        add("portal", portal_logout, [](idp::oauth::Client&) {});
        account = stand.add_account(person, password);
        stand.web.answer(portal_logout, "");
    }
    template <class Change>
    void add(std::string const& id, std::string const& logout_uri, Change change)
    {
        idp::oauth::Client client;
        client.id = id;
        client.name = id;
        client.redirect_uris = {"https://portal.example/callback"};
        client.post_logout_redirect_uris = {"https://portal.example/"};
        client.scope = {"openid", "offline_access"};
        client.trusted = true;
        client.backchannel_logout_uri = logout_uri;
        change(client);
        stand.add_client(client);
    }
    void enter(Fields const& changes = {})
    {
        auto const page = sign_in(browser, portal_request(changed({{"scope", "openid"}}, changes)), person, password);
        id_token = redeem_portal_code(browser, page.parameter("code")).text("id_token");
    }
    /// In the session that is there already, without a page.
    void enter_silently(std::string const& client)
    {
        auto const page = browser.get(authorize_address(portal_request({{"client_id", client}, {"scope", "openid"}})));
        REQUIRE_FALSE(page.parameter("code").empty());
    }
    void leave() { browser.submit(browser.get("/logout"), {}, "/logout"); }

    std::vector<store::OutboxState> deliveries()
    {
        return stand.database().read(
            [](store::Connection& db) { return store::outbox::list_of_clients(db, std::nullopt, 100); });
    }
    bool is_settled()
    {
        return wait_for([&] {
            return std::ranges::all_of(deliveries(), [](store::OutboxState const& state) {
                return state.sent_at.has_value() || state.failed_at.has_value();
            });
        });
    }
    std::size_t count(std::string_view url = portal_logout) const { return stand.web.count(url); }
    /// The claims of the only logout token that was sent to the address.
    Json only_token(std::string_view url = portal_logout)
    {
        REQUIRE(is_settled());
        REQUIRE(count(url) == 1);
        auto const requests = stand.web.requests();
        auto const& request = *std::ranges::find(requests, url, &http::client::OutgoingRequest::url);
        CHECK(request.method == http::Method::post);
        CHECK(request.headers.at(0).name == "Content-Type");
        CHECK(request.headers.at(0).value == "application/x-www-form-urlencoded");
        REQUIRE(request.body.starts_with("logout_token="));
        token = request.body.substr(std::string_view{"logout_token="}.size());
        return TokenAnswer::claims(token);
    }
    std::string token;
};

} // namespace

TEST_SUITE("back-channel logout")
{
    TEST_CASE("who signs out is signed out at the clients of the session, with a token that means nothing else")
    {
        on_each_engine([](TemporaryStore& each) {
            Told told{each.engine()};
            told.enter({{"nonce", "n"}});
            auto const id_claims = TokenAnswer::claims(told.id_token);
            told.leave();
            auto const claims = told.only_token();
            CHECK(claims.string("iss") == told.stand.config().issuer);
            CHECK(claims.string("aud") == "portal");
            CHECK(claims.string("sub") == id_claims.string("sub"));
            CHECK(claims.string("sid") == id_claims.string("sid"));
            CHECK(claims.integer("iat") == to_seconds(told.stand.clock.now()));
            CHECK(claims.integer("exp") == to_seconds(told.stand.clock.now()) + 120);
            CHECK(claims.string("jti")->size() >= 22);
            CHECK(claims.find("events")->dump() == R"({"http://schemas.openid.net/event/backchannel-logout":{}})");
            CHECK_FALSE(claims.has("nonce"));
            CHECK(claims.members().size() == 8);
            auto const jws = keys::parse_jws(told.token);
            CHECK(jws->typ == "logout+jwt");
            CHECK(jws->algorithm == "ES256");
        });
    }

    TEST_CASE("each client of the session is told once, and no other")
    {
        Told told;
        told.add("second", "https://second.example/logout", [](idp::oauth::Client&) {});
        told.add("silent", "", [](idp::oauth::Client&) {});
        told.add("stranger", "https://stranger.example/logout", [](idp::oauth::Client&) {});
        for (auto const* const url : {"https://second.example/logout", "https://stranger.example/logout"})
            told.stand.web.answer(url, "", 204);
        told.enter();
        told.enter_silently("portal"); // a second grant of the same client
        told.enter_silently("second");
        told.enter_silently("silent");
        told.leave();
        REQUIRE(told.is_settled());
        CHECK(told.deliveries().size() == 2);
        CHECK(told.count() == 1);
        CHECK(told.count("https://second.example/logout") == 1);
        CHECK(told.count("https://stranger.example/logout") == 0);
        CHECK(told.browser.get("/logout").name() == "logged-out"); // nothing to end any more
        CHECK(told.deliveries().size() == 2);
    }

    TEST_CASE(
        "a client that stays signed in (offline_access) is told too, and so is one with its own algorithm and sub")
    {
        Told told;
        told.add("pairwise", "https://pairwise.example/logout", [](idp::oauth::Client& client) {
            client.subject_type = idp::oauth::SubjectType::pairwise;
            client.id_token_algorithm = keys::Algorithm::eddsa;
        });
        told.stand.web.answer("https://pairwise.example/logout", "");
        told.enter({{"scope", "openid offline_access"}});
        told.enter_silently("pairwise");
        told.leave();
        CHECK(told.only_token().string("sub") == told.account);
        auto const subject = told.only_token("https://pairwise.example/logout").string("sub");
        CHECK(subject != told.account);
        CHECK_FALSE(subject->empty());
        CHECK(keys::parse_jws(told.token)->algorithm == "EdDSA");
    }

    TEST_CASE("the client's own request to sign out tells it, and every way a session ends tells its clients")
    {
        Told told;
        SUBCASE("end_session with the ID token as hint")
        {
            told.enter();
            auto const page =
                told.browser.get("/oauth2/end_session?" + encode_form({{"id_token_hint", told.id_token}}));
            CHECK(page.name() == "logged-out");
        }
        SUBCASE("somebody else signs in with the same browser")
        {
            told.enter();
            told.stand.add_account("erika@example.org", password);
            sign_in(told.browser, portal_request({{"prompt", "login"}, {"scope", "openid"}}), "erika@example.org",
                    password);
        }
        SUBCASE("the password is reset")
        {
            told.enter();
            auto other = told.stand.browser();
            other.submit(other.get("/password/forgot"), {{"username", person}}, "/password/forgot");
            auto const mails = told.stand.mails();
            REQUIRE_FALSE(mails.empty());
            auto const page = other.get(link_in(mails.back().mail.text, "/link/reset-password"));
            Fields const wanted{{"password", "ein anderes langes Wort"},
                                {"password_repeat", "ein anderes langes Wort"}};
            CHECK(other.submit(page, wanted, "/link/reset-password").has_message("password_changed"));
        }
        CHECK(told.only_token().string("sub") == told.account);
    }

    TEST_CASE("signing in again as the same person ends nothing and tells nobody")
    {
        Told told;
        told.enter();
        told.enter({{"prompt", "login"}});
        CHECK(told.deliveries().empty());
    }

    TEST_CASE("status 400 is the client's last word")
    {
        Told told;
        told.stand.web.answer(portal_logout, R"({"error":"invalid_request"})", 400);
        told.enter();
        told.leave();
        REQUIRE(told.is_settled());
        CHECK(told.count() == 1);
        CHECK(told.deliveries().at(0).failed_at.has_value());
        CHECK(told.deliveries().at(0).last_error == "answered with status 400");
    }
}

} // namespace zugang::tests
