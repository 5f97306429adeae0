// DPoP and certificates through a whole sign-in (RFC 9449 §5 to §10, RFC 8705 §3): code, tokens, userinfo, refresh.
#include "doctest.h"
#include "tests/client_auth/signing.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto dpop_name = "max@example.org";
constexpr auto dpop_password = "ein gutes Passwort";
constexpr auto app_address = "http://127.0.0.1:49152/callback";

struct WithKey {
    explicit WithKey(StandOptions const& options = {}) : stand(Engine::sqlite, options)
    {
        stand.add_app();
        stand.add_portal();
        stand.add_account(dpop_name, dpop_password);
    }

    Stand stand;
    Browser browser = stand.browser();
    keys::PrivateKey key = keys::PrivateKey::generate(keys::Algorithm::es256);
    keys::PrivateKey other = keys::PrivateKey::generate(keys::Algorithm::es256);
    int made = 0;

    std::string proof(keys::PrivateKey const& by, std::string const& method, std::string_view path, Members const& more)
    {
        auto const shown = by.public_key();
        auto const header = json_of({{"typ", "\"dpop+jwt\""}, {"alg", "\"ES256\""}, {"jwk", shown.to_jwk()}});
        return sign(by, header,
                    json_of({{"jti", json_quote("jti-" + std::to_string(++made))},
                             {"htm", json_quote(method)},
                             {"htu", json_quote(stand.address(path))},
                             {"iat", std::to_string(to_seconds(stand.clock.now()))}},
                            more));
    }
    /// Whatever is posted or asked with `by`'s proof; no proof where it is null.
    template <class Ask>
    auto with_proof(keys::PrivateKey const* by, Ask const& ask, Members const& more = {})
    {
        browser.extra_headers.clear();
        if (by != nullptr)
            browser.extra_headers.push_back({"DPoP", proof(*by, "POST", "/oauth2/token", more)});
        auto answer = ask();
        browser.extra_headers.clear();
        return answer;
    }
    std::string app_code(Fields const& changes = {})
    {
        auto const address = authorize_address(app_request(changes));
        auto page = browser.get(address);
        if (page.name() == "login")
            page = browser.submit(page, {{"username", dpop_name}, {"password", dpop_password}}, "/login");
        return page.parameter("code");
    }
    TokenAnswer redeem(keys::PrivateKey const* by, std::string const& code, Members const& more = {})
    {
        return with_proof(by, [&] { return redeem_app_code(browser, code, app_address); }, more);
    }
    TokenAnswer refresh(keys::PrivateKey const* by, std::string const& token)
    {
        return with_proof(
            by, [&] { return app_token(browser, {{"grant_type", "refresh_token"}, {"refresh_token", token}}); });
    }
    Page userinfo(std::string const& scheme, std::string const& token, keys::PrivateKey const* by)
    {
        std::vector<http::Header> headers{{"Authorization", scheme + " " + token}};
        Members const ath{{"ath", json_quote(base64url_encode(sha256(bytes_of(token))))}};
        if (by != nullptr)
            headers.push_back({"DPoP", proof(*by, "GET", "/oauth2/userinfo", ath)});
        return browser.request("GET", "/oauth2/userinfo", "", headers);
    }
    std::string jkt() const { return key.public_key().thumbprint(); }
};

struct WithNonces : WithKey {
    WithNonces() : WithKey({.configure = [](auto& config) { config.oidc.dpop_nonce_required = true; }}) {}
};

} // namespace

TEST_SUITE("DPoP through a sign-in")
{
    TEST_CASE_FIXTURE(WithKey, "a token asked for with a key is bound to it, and userinfo wants that key")
    {
        auto const answer = redeem(&key, app_code());
        REQUIRE(answer.page.status == 200);
        CHECK(answer.text("token_type") == "DPoP");
        CHECK(TokenAnswer::claims(answer.access_token()).find("cnf")->string("jkt") == jkt());

        auto const token = answer.access_token();
        CHECK(userinfo("DPoP", token, &key).status == 200);
        CHECK(userinfo("dpop", token, &key).status == 200);
        auto const foreign = userinfo("DPoP", token, &other);
        CHECK(foreign.status == 401);
        CHECK(foreign.header("WWW-Authenticate").starts_with("DPoP error=\"invalid_token\""));
        CHECK(userinfo("DPoP", token, nullptr).status == 401);
        CHECK(userinfo("Bearer", token, nullptr).status == 401);
    }

    TEST_CASE_FIXTURE(WithKey, "a code asked for with dpop_jkt is redeemed with that key alone")
    {
        Fields const with_key{{"dpop_jkt", jkt()}};
        CHECK(redeem(&key, app_code(with_key)).page.status == 200);
        CHECK(redeem(&other, app_code(with_key)).error() == "invalid_grant");
        CHECK(redeem(nullptr, app_code(with_key)).error() == "invalid_grant");
    }

    TEST_CASE_FIXTURE(WithKey, "a wrong proof costs no code")
    {
        auto const code = app_code();
        CHECK(redeem(&key, code, {{"htm", "\"GET\""}}).error() == "invalid_dpop_proof");
        CHECK(redeem(&key, code).page.status == 200);
    }

    TEST_CASE_FIXTURE(WithKey, "a public client's refresh token is for the key it was issued to")
    {
        auto const first = redeem(&key, app_code());
        CHECK(refresh(&other, first.refresh_token()).error() == "invalid_grant");
        CHECK(refresh(nullptr, first.refresh_token()).error() == "invalid_grant");
        auto const second = refresh(&key, first.refresh_token());
        REQUIRE(second.page.status == 200);
        CHECK(second.text("token_type") == "DPoP");
        CHECK(second.refresh_token() != first.refresh_token());
        CHECK(refresh(&other, first.refresh_token()).error() == "invalid_grant"); // nor its successor within the grace
        CHECK(refresh(&key, first.refresh_token()).refresh_token() == second.refresh_token());
    }

    TEST_CASE_FIXTURE(WithKey,
                      "a confidential client's refresh token does not rotate with a proof, and the key may change")
    {
        auto const page =
            sign_in(browser, portal_request({{"scope", "openid offline_access"}}), dpop_name, dpop_password);
        auto const code = page.parameter("code");
        auto const first = with_proof(&key, [&] { return redeem_portal_code(browser, code); });
        REQUIRE(first.page.status == 200);
        auto const again = [&](keys::PrivateKey const* by) {
            return with_proof(by, [&] {
                return portal_token(browser,
                                    {{"grant_type", "refresh_token"}, {"refresh_token", first.refresh_token()}});
            });
        };
        auto const second = again(&key);
        CHECK(second.refresh_token() == first.refresh_token());
        auto const third = again(&other);
        CHECK(third.refresh_token() == first.refresh_token());
        CHECK(TokenAnswer::claims(third.access_token()).find("cnf")->string("jkt") == other.public_key().thumbprint());
        auto const plain = again(nullptr);
        CHECK(plain.text("token_type") == "Bearer");
        CHECK(plain.refresh_token() != first.refresh_token());
    }

    TEST_CASE_FIXTURE(WithNonces,
                      "where nonces are required the error brings one, and an answer renews it before it ends")
    {
        auto const code = app_code();
        auto const asked = redeem(&key, code);
        CHECK(asked.page.status == 400);
        CHECK(asked.error() == "use_dpop_nonce");
        auto const nonce = asked.page.header("DPoP-Nonce");
        Members const with_nonce{{"nonce", json_quote(nonce)}};
        auto const answer = redeem(&key, code, with_nonce); // the code is still good
        REQUIRE(answer.page.status == 200);
        CHECK(answer.page.header("DPoP-Nonce").empty());

        stand.clock.advance(std::chrono::seconds{150});
        auto const later = redeem(&key, app_code(), with_nonce);
        CHECK(later.page.status == 200);
        CHECK_FALSE(later.page.header("DPoP-Nonce").empty());
        CHECK(later.page.header("DPoP-Nonce") != nonce);

        auto const shown = userinfo("DPoP", later.access_token(), &key);
        CHECK(shown.status == 401);
        CHECK(shown.header("WWW-Authenticate").starts_with("DPoP error=\"use_dpop_nonce\""));
        CHECK(shown.header("DPoP-Nonce") == later.page.header("DPoP-Nonce"));
    }
}

} // namespace zugang::tests
