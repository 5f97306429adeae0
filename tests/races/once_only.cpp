// Whatever may happen once happens once, over real HTTP and both databases: codes, refresh tokens, sign-ins.
#include "base/url.hpp"
#include "doctest.h"
#include "idp/client_auth/sender.hpp"
#include "idp/oauth/error.hpp"
#include "tests/account/workplace.hpp"
#include "tests/client_auth/signing.hpp"
#include "tests/races/all_at_once.hpp"
#include "tests/support/relying_party.hpp"
#include <atomic>
#include <set>

namespace zugang::tests {
namespace {

constexpr auto race_name = "max@example.org";
constexpr auto race_password = "ein gutes Passwort";

} // namespace

TEST_SUITE("once only")
{
    TEST_CASE("100 parallel redemptions of one code: at most one answer has tokens, and its grant is then revoked")
    {
        for (auto const engine : engines()) {
            CAPTURE(name_of(engine));
            Stand stand{engine};
            stand.add_portal();
            stand.add_account(race_name, race_password);
            auto browser = stand.browser();
            auto const code = sign_in(browser, portal_request(), race_name, race_password).parameter("code");
            std::atomic<int> redeemed = 0;
            std::atomic<int> refused = 0;
            all_at_once(100, [&](int) {
                auto own = stand.browser();
                auto const answer = redeem_portal_code(own, code);
                (answer.page.status == 200 ? redeemed : refused) += 1;
            });
            CHECK(redeemed == 1);
            CHECK(refused == 99);
        }
    }

    TEST_CASE("50 parallel refreshes of one token give one and the same successor")
    {
        for (auto const engine : engines()) {
            CAPTURE(name_of(engine));
            Stand stand{engine};
            stand.add_app();
            stand.add_account(race_name, race_password);
            auto browser = stand.browser();
            auto const page = sign_in(browser, app_request(), race_name, race_password);
            auto const first = redeem_app_code(browser, page.parameter("code"), "http://127.0.0.1:49152/callback");
            std::mutex mutex;
            std::set<std::string> successors;
            all_at_once(50, [&](int) {
                auto own = stand.browser();
                auto const answer =
                    app_token(own, {{"grant_type", "refresh_token"}, {"refresh_token", first.refresh_token()}});
                std::scoped_lock const lock{mutex};
                CHECK(answer.page.status == 200);
                successors.insert(answer.refresh_token());
            });
            CHECK(successors.size() == 1);
        }
    }

    TEST_CASE("100 parallel returns of one finished sign-in give one code")
    {
        for (auto const engine : engines()) {
            CAPTURE(name_of(engine));
            Stand stand{engine};
            stand.add_portal();
            stand.add_account(race_name, race_password);
            auto browser = stand.browser();
            auto const begun = browser.request("GET", authorize_address(portal_request()), "").header("Location");
            auto const page = browser.get(begun);
            auto fields = page.hidden_fields("/login");
            fields.insert(fields.end(), {{"username", race_name}, {"password", race_password}});
            auto const proved = browser.request(
                "POST", begun, encode_form(fields),
                {{"Content-Type", "application/x-www-form-urlencoded"}, {"Origin", stand.config().issuer}});
            REQUIRE(proved.header("Location").starts_with("/login/done?flow="));
            auto const flow = begun.substr(begun.find("flow="));
            std::atomic<int> codes = 0;
            std::atomic<int> to_start = 0;
            all_at_once(100, [&](int) {
                auto own = browser;
                auto const answer = own.request("GET", "/oauth2/authorize/resume?" + flow, "");
                auto const location = answer.header("Location");
                codes += location.starts_with("https://portal.example/callback?code=") ? 1 : 0;
                to_start += location.starts_with("/?flow=") ? 1 : 0;
            });
            CHECK(codes == 1);
            CHECK(to_start == 99);
        }
    }

    TEST_CASE("20 parallel submits of one sign-in end in one code at most")
    {
        for (auto const engine : engines()) {
            CAPTURE(name_of(engine));
            Stand stand{engine};
            stand.add_portal();
            stand.add_account(race_name, race_password);
            auto browser = stand.browser();
            auto const page = browser.get(authorize_address(portal_request()));
            std::atomic<int> codes = 0;
            all_at_once(20, [&](int) {
                auto own = browser;
                auto const end = own.submit(page, {{"username", race_name}, {"password", race_password}}, "/login");
                codes += end.parameter("code").empty() ? 0 : 1;
                CHECK(end.status < 400);
            });
            CHECK(codes == 1);
        }
    }

    TEST_CASE("of 100 parallel requests with one client assertion one is its client's")
    {
        for (auto const engine : engines()) {
            CAPTURE(name_of(engine));
            Stand stand{engine};
            auto const key = keys::PrivateKey::generate(keys::Algorithm::es256);
            idp::oauth::Client client;
            client.id = "signer";
            client.auth_method = idp::oauth::AuthMethod::private_key_jwt;
            client.redirect_uris = {"https://portal.example/callback"};
            client.jwks = jwks_of({key});
            stand.add_client(client);
            auto const assertion = sign(key, "{\"alg\":\"ES256\"}",
                                        json_of({{"iss", "\"signer\""},
                                                 {"sub", "\"signer\""},
                                                 {"aud", json_quote(stand.config().issuer)},
                                                 {"jti", "\"one\""},
                                                 {"exp", std::to_string(to_seconds(stand.clock.now()) + 60)}}));
            std::atomic<int> known = 0;
            std::atomic<int> refused = 0;
            all_at_once(100, [&](int) {
                auto own = stand.browser();
                auto const page =
                    ask_token(own, {{"client_assertion_type", assertion_type_of_jwt}, {"client_assertion", assertion}});
                auto const error = TokenAnswer{page}.error();
                known += error == "invalid_grant" ? 1 : 0;
                refused += error == "invalid_client" ? 1 : 0;
            });
            CHECK(known == 1);
            CHECK(refused == 99);
        }
    }

    TEST_CASE("of 100 parallel requests with one DPoP proof one is taken")
    {
        for (auto const engine : engines()) {
            CAPTURE(name_of(engine));
            Workplace work{engine};
            auto const key = keys::PrivateKey::generate(keys::Algorithm::es256);
            idp::Call call;
            call.request.method = http::Method::post;
            call.request.path = "/oauth2/token";
            call.now = work.clock.now();
            auto const proof =
                sign(key, "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + key.public_key().to_jwk() + "}",
                     json_of({{"jti", "\"one\""},
                              {"htm", "\"POST\""},
                              {"htu", json_quote(work.config.issuer + "/oauth2/token")},
                              {"iat", std::to_string(to_seconds(call.now))}}));
            call.request.headers = {{"DPoP", proof}};
            std::atomic<int> taken = 0;
            std::atomic<int> refused = 0;
            all_at_once(100, [&](int) {
                try {
                    taken += idp::client_auth::check_sender(call, {}, work.services).is_bound() ? 1 : 0;
                } catch (idp::oauth::Error const&) {
                    refused += 1;
                }
            });
            CHECK(taken == 1);
            CHECK(refused == 99);
        }
    }
}

} // namespace zugang::tests
