// The authorization_code grant (RFC 6749 §4.1.3, RFC 7636, OpenID Connect Core §3.1.3).
#include "base/base64url.hpp"
#include "base/sha256.hpp"
#include "base/url.hpp"
#include "doctest.h"
#include "keys/jws.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto code_name = "max@example.org";
constexpr auto code_password = "ein gutes Passwort";

struct WithCode {
    Stand stand;
    Browser browser;
    std::string account;
    std::string code;

    WithCode() : browser(stand.browser())
    {
        stand.add_portal();
        stand.add_app();
        account = stand.add_account(code_name, code_password);
        code = sign_in(browser, portal_request(), code_name, code_password).parameter("code");
        REQUIRE(code.starts_with("zgc_"));
    }
    std::string fresh_code(Fields const& changes = {})
    {
        return browser.get(authorize_address(portal_request(changes))).parameter("code");
    }
};

} // namespace

TEST_SUITE("authorization_code")
{
    TEST_CASE_FIXTURE(WithCode, "RFC 7636 appendix B: the printed verifier redeems what its challenge asked for")
    {
        REQUIRE(base64url_encode(sha256(bytes_of(code_verifier))) == code_challenge);
        CHECK(redeem_portal_code(browser, code).page.status == 200);
        std::string other{code_verifier};
        other.back() = 'j';
        CHECK(redeem_portal_code(browser, fresh_code(), {{"code_verifier", other}}).error() == "invalid_grant");
    }

    TEST_CASE_FIXTURE(WithCode, "a code gives an ID token and an access token that our JWKS verifies")
    {
        auto const answer = redeem_portal_code(browser, code);
        REQUIRE(answer.page.status == 200);
        CHECK(answer.page.header("Cache-Control") == "no-store");
        auto const json = Json::parse(answer.page.body).value();
        CHECK(json.string("token_type") == "Bearer");
        CHECK(json.integer("expires_in") == 300);
        CHECK(json.string("scope") == "openid email profile customer");
        CHECK_FALSE(json.has("refresh_token"));

        auto const jwks = Json::parse(browser.get("/oauth2/jwks").body).value();
        for (auto const* const name : {"id_token", "access_token"}) {
            auto const jws = keys::parse_jws(answer.text(name));
            REQUIRE(jws);
            CHECK(jws->algorithm == "ES256");
            auto verified = false;
            for (auto const& jwk : jwks.find("keys")->items()) {
                CHECK_FALSE(jwk.has("d"));
                if (jwk.string("kid") == jws->kid)
                    verified =
                        verify_jws(*jws, keys::PublicKey::from_jwk(jwk, keys::Algorithm::es256).value()).has_value();
            }
            CHECK(verified);
        }
    }

    TEST_CASE_FIXTURE(WithCode, "the ID token says who, for whom, when, how, and nothing of the scopes' claims")
    {
        auto const answer = redeem_portal_code(browser, code);
        auto const claims = TokenAnswer::claims(answer.text("id_token"));
        auto const now = to_seconds(stand.clock.now());
        CHECK(claims.string("iss") == stand.config().issuer);
        CHECK(claims.string("sub") == account);
        CHECK(claims.string("aud") == "portal");
        CHECK(claims.string("nonce") == "nonce-of-the-portal");
        CHECK(claims.string("acr") == "urn:zugang:acr:password");
        CHECK(claims.strings("amr") == std::vector<std::string>{"pwd"});
        CHECK(claims.integer("iat") == now);
        CHECK(claims.integer("exp") == now + 300);
        CHECK(claims.integer("auth_time") == now);
        CHECK(claims.string("sid")->starts_with("sid_"));
        auto const hash = sha256(bytes_of(answer.access_token()));
        CHECK(claims.string("at_hash") == base64url_encode(ByteView{hash}.first(16)));
        CHECK_FALSE(claims.has("email"));
    }

    TEST_CASE_FIXTURE(WithCode, "the access token is a JWT of RFC 9068 with an audience")
    {
        auto const text = redeem_portal_code(browser, code).access_token();
        auto const jws = keys::parse_jws(text).value();
        auto const claims = TokenAnswer::claims(text);
        CHECK(jws.typ == "at+jwt");
        CHECK(claims.string("aud") == stand.config().issuer);
        CHECK(claims.string("client_id") == "portal");
        CHECK(claims.string("sub") == account);
        CHECK(claims.string("jti")->size() == 43);
    }

    TEST_CASE_FIXTURE(WithCode, "a code is good for 60 seconds less a millisecond, and not for 60")
    {
        auto const late = fresh_code();
        stand.clock.advance(std::chrono::seconds{60} - std::chrono::milliseconds{1});
        CHECK(redeem_portal_code(browser, code).page.status == 200);
        stand.clock.advance(std::chrono::milliseconds{1});
        CHECK(redeem_portal_code(browser, late).error() == "invalid_grant");
    }

    TEST_CASE_FIXTURE(WithCode,
                      "a second use is refused and ends what the first use gave, even after the code's own end")
    {
        auto const access_token = redeem_portal_code(browser, code).access_token();
        CHECK(ask_userinfo(browser, access_token).status == 200);
        stand.clock.advance(std::chrono::seconds{90});
        auto const again = redeem_portal_code(browser, code);
        CHECK(again.page.status == 400);
        CHECK(again.error() == "invalid_grant");
        CHECK(ask_userinfo(browser, access_token).status == 401);
    }

    TEST_CASE_FIXTURE(WithCode, "another client's attempt is refused and harms nothing")
    {
        CHECK(redeem_app_code(browser, code, "https://portal.example/callback").error() == "invalid_grant");
        auto const answer = redeem_portal_code(browser, code);
        CHECK(answer.page.status == 200);
        CHECK(redeem_app_code(browser, code, "https://portal.example/callback").error() == "invalid_grant");
        CHECK(ask_userinfo(browser, answer.access_token()).status == 200);
    }

    TEST_CASE_FIXTURE(WithCode, "another redirect_uri or verifier is refused, and the code is gone with it")
    {
        for (auto const& wrong :
             {Fields{{"redirect_uri", "https://portal.example/other"}}, Fields{{"code_verifier", std::string(43, 'a')}},
              Fields{{"code_verifier", ""}}, Fields{{"code_verifier", std::string{code_challenge}}}}) {
            auto const one = fresh_code();
            CHECK(redeem_portal_code(browser, one, wrong).error() == "invalid_grant");
            CHECK(redeem_portal_code(browser, one).error() == "invalid_grant");
        }
    }

    TEST_CASE_FIXTURE(WithCode, "a verifier of 43 and of 128 characters is good, one of 42 or 129 is not")
    {
        for (auto const& [length, status] : {std::pair{42, 400}, {43, 200}, {128, 200}, {129, 400}}) {
            std::string const verifier(static_cast<std::size_t>(length), 'v');
            auto const challenge = base64url_encode(sha256(bytes_of(verifier)));
            auto const one = fresh_code({{"code_challenge", challenge}});
            CAPTURE(length);
            CHECK(redeem_portal_code(browser, one, {{"code_verifier", verifier}}).page.status == status);
        }
    }

    TEST_CASE_FIXTURE(WithCode, "the session's end before redemption makes the code worthless")
    {
        browser.submit(browser.get("/logout"), {}, "/logout");
        CHECK(redeem_portal_code(browser, code).error() == "invalid_grant");
    }

    TEST_CASE_FIXTURE(WithCode, "missing, doubled, empty and broken parameters have their errors and use nothing up")
    {
        auto const status_of = [&](Fields const& changes) {
            return redeem_portal_code(browser, code, changes).error();
        };
        CHECK(status_of({{"code", ""}}) == "invalid_request");
        CHECK(status_of({{"redirect_uri", ""}}) == "invalid_request");
        CHECK(status_of({{"grant_type", ""}}) == "invalid_request");
        CHECK(status_of({{"grant_type", "password"}}) == "unsupported_grant_type");
        CHECK(status_of({{"code", std::string(5000, 'x')}}) == "invalid_grant");
        auto fields = Fields{{"grant_type", "authorization_code"}, {"code", code}, {"code", code}};
        CHECK(portal_token(browser, fields).error() == "invalid_request");
        auto const raw = [&](std::string const& body, std::string const& type) {
            return browser.request("POST", "/oauth2/token", body, {{"Content-Type", type}});
        };
        CHECK(raw("grant_type=%zz", "application/x-www-form-urlencoded").status == 400);
        CHECK(raw("grant_type=%ff", "application/x-www-form-urlencoded").status == 400);
        CHECK(raw("{\"grant_type\":\"authorization_code\"}", "application/json").status == 400);
        CHECK(browser.request("GET", "/oauth2/token", "").status == 405);
        CHECK(redeem_portal_code(browser, code).page.status == 200);
    }
}

} // namespace zugang::tests
