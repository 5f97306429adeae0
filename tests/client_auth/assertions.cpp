// Client assertions (RFC 7521 §4.2, RFC 7523 §3, FAPI 2.0 §5.3.2.1): one thing wrong at a time, and each counts once.
#include "tests/client_auth/signing.hpp"

namespace zugang::tests {
namespace {

struct WithAssertion {
    Stand stand;
    Browser browser = stand.browser();
    keys::PrivateKey key = keys::PrivateKey::generate(keys::Algorithm::es256);
    int made = 0;

    idp::oauth::Client signing_client(std::string const& id)
    {
        idp::oauth::Client client;
        client.id = id;
        client.auth_method = idp::oauth::AuthMethod::private_key_jwt;
        client.redirect_uris = {"https://portal.example/callback"};
        client.jwks = jwks_of({key});
        return client;
    }
    WithAssertion()
    {
        stand.add_client(signing_client("portal"));
        auto bank = signing_client("bank");
        bank.profile = idp::oauth::Profile::fapi2;
        bank.dpop_bound_access_tokens = true;
        bank.require_pushed_authorization_requests = true;
        stand.add_client(bank);
    }
    std::int64_t now() const { return to_seconds(stand.clock.now()); }
    std::string in(std::int64_t seconds) const { return std::to_string(now() + seconds); }

    std::string claims(std::string const& client, Members const& changes = {})
    {
        auto const quoted = json_quote(client);
        return json_of({{"iss", quoted},
                        {"sub", quoted},
                        {"aud", json_quote(stand.config().issuer)},
                        {"jti", json_quote("jti-" + std::to_string(++made))},
                        {"iat", in(0)},
                        {"exp", in(60)}},
                       changes);
    }
    std::string header(keys::PrivateKey const& by, Members const& changes = {}) const
    {
        auto const shown = by.public_key();
        return json_of({{"alg", json_quote(to_name(shown.algorithm()))}, {"kid", json_quote(shown.kid())}}, changes);
    }
    Page show(std::string const& assertion, Fields const& changes = {})
    {
        return ask_token(
            browser,
            changed({{"client_assertion_type", assertion_type_of_jwt}, {"client_assertion", assertion}}, changes));
    }
    /// The answer to a good assertion with these claims changed; "invalid_grant" means that the client was known.
    std::string answer(std::string const& client, Members const& changes, Fields const& fields = {})
    {
        return TokenAnswer{show(sign(key, header(key), claims(client, changes)), fields)}.error();
    }
};

constexpr auto accepted = "invalid_grant";
constexpr auto refused = "invalid_client";

} // namespace

TEST_SUITE("client assertions")
{
    TEST_CASE_FIXTURE(WithAssertion, "each claim is looked at: one wrong thing and the client is not known")
    {
        auto const issuer = json_quote(stand.config().issuer);
        struct Row {
            std::string name;
            Members changes;
            std::string outcome;
        };
        std::vector<Row> const rows{
            {"nothing changed", {}, accepted},
            {"iss of another", {{"iss", "\"other\""}}, refused},
            {"iss missing", {{"iss", ""}}, refused},
            {"iss a number", {{"iss", "7"}}, refused},
            {"sub of an unknown client", {{"sub", "\"other\""}}, refused},
            {"sub missing", {{"sub", ""}}, refused},
            {"aud missing", {{"aud", ""}}, refused},
            {"aud of another server", {{"aud", "\"https://elsewhere.example\""}}, refused},
            {"aud the token endpoint", {{"aud", json_quote(stand.address("/oauth2/token"))}}, accepted},
            {"aud a list that names us", {{"aud", "[\"https://elsewhere.example\"," + issuer + "]"}}, accepted},
            {"aud a list that does not", {{"aud", "[\"https://elsewhere.example\"]"}}, refused},
            {"aud an empty list", {{"aud", "[]"}}, refused},
            {"aud the issuer and a slash", {{"aud", json_quote(stand.config().issuer + "/")}}, refused},
            {"jti missing", {{"jti", ""}}, refused},
            {"jti empty", {{"jti", "\"\""}}, refused},
            {"jti a number", {{"jti", "1"}}, refused},
            {"jti of 512 characters", {{"jti", json_quote(std::string(512, 'j'))}}, accepted},
            {"jti of 513 characters", {{"jti", json_quote(std::string(513, 'j'))}}, refused},
            {"exp missing", {{"exp", ""}}, refused},
            {"exp text", {{"exp", json_quote(in(60))}}, refused},
            {"exp now", {{"exp", in(0)}}, refused},
            {"exp in a second", {{"exp", in(1)}}, accepted},
            {"exp with a fraction", {{"exp", in(60) + ".75"}}, accepted},
            {"exp in an hour and 10 s", {{"exp", in(3610)}}, accepted},
            {"exp a second later", {{"exp", in(3611)}}, refused},
            {"exp out of every range", {{"exp", "1e300"}}, refused},
            {"iat missing", {{"iat", ""}}, accepted},
            {"iat 10 s ahead", {{"iat", in(10)}}, accepted},
            {"iat 11 s ahead", {{"iat", in(11)}}, refused},
            {"iat text", {{"iat", "\"now\""}}, refused},
            {"nbf 10 s ahead", {{"nbf", in(10)}}, accepted},
            {"nbf 11 s ahead", {{"nbf", in(11)}}, refused},
        };
        for (auto const& row : rows) {
            CAPTURE(row.name);
            CHECK(answer("portal", row.changes) == row.outcome);
        }
    }

    TEST_CASE_FIXTURE(WithAssertion, "a FAPI client names the issuer alone, for five minutes, and not with RS256")
    {
        auto const issuer = json_quote(stand.config().issuer);
        CHECK(answer("bank", {}) != refused);
        CHECK(answer("bank", {{"aud", "[" + issuer + "]"}}) == refused);
        CHECK(answer("bank", {{"aud", json_quote(stand.address("/oauth2/token"))}}) == refused);
        CHECK(answer("bank", {{"exp", in(310)}}) != refused);
        CHECK(answer("bank", {{"exp", in(311)}}) == refused);

        auto const rsa = keys::PrivateKey::generate(keys::Algorithm::rs256);
        for (auto const& [id, profile, outcome] : {std::tuple{"rsa", idp::oauth::Profile::oidc, accepted},
                                                   {"rsa-bank", idp::oauth::Profile::fapi2, refused}}) {
            auto client = signing_client(id);
            client.profile = profile;
            client.jwks = jwks_of({rsa});
            stand.add_client(client);
            CHECK(TokenAnswer{show(sign(rsa, header(rsa), claims(id)))}.error() == outcome);
        }
    }

    TEST_CASE_FIXTURE(WithAssertion, "what stands around the claims is looked at as well")
    {
        CHECK(answer("portal", {}, {{"client_id", "portal"}}) == accepted);
        CHECK(answer("portal", {}, {{"client_id", "bank"}}) == refused);
        CHECK(answer("portal", {}, {{"client_assertion_type", "jwt"}}) == refused);
        CHECK(answer("portal", {}, {{"client_assertion_type", ""}}) == refused);
        CHECK(answer("portal", {}, {{"client_secret", "x"}}) == "invalid_request");
        CHECK(answer("portal", {}, {{"client_assertion", "a.b.c"}}) == refused);
        CHECK(answer("portal", {}, {{"client_assertion", ""}, {"client_id", "portal"}}) == refused);

        auto const with_header = [&](Members const& changes) {
            return TokenAnswer{show(sign(key, header(key, changes), claims("portal")))}.error();
        };
        for (auto const* const typ : {"\"JWT\"", "\"jwt\"", "\"client-authentication+jwt\"", ""})
            CHECK(with_header({{"typ", typ}}) == accepted);
        for (auto const* const typ : {"\"dpop+jwt\"", "\"oauth-authz-req+jwt\"", "\"at+jwt\"", "7"})
            CHECK(with_header({{"typ", typ}}) == refused);
        CHECK(with_header({{"kid", ""}}) == accepted); // then every key is tried
        CHECK(with_header({{"kid", "\"other\""}}) == refused);
        CHECK(with_header({{"alg", "\"ES384\""}}) == refused);
        CHECK(with_header({{"alg", "\"none\""}}) == refused);
        CHECK(with_header({{"crit", "[\"x\"]"}}) == refused);
    }

    TEST_CASE_FIXTURE(WithAssertion,
                      "another key, another payload and the public key as HMAC secret do not sign for the client")
    {
        auto const other = keys::PrivateKey::generate(keys::Algorithm::es256);
        auto const payload = claims("portal");
        CHECK(TokenAnswer{show(sign(other, header(key), payload))}.error() == refused);
        auto const signature = sign(key, header(key), payload);
        auto const forged = signing_input(header(key), claims("portal")) + signature.substr(signature.rfind('.'));
        CHECK(TokenAnswer{show(forged)}.error() == refused);
        auto const hmac = json_of({{"alg", "\"HS256\""}, {"kid", json_quote(key.public_key().kid())}});
        CHECK(TokenAnswer{show(sign_hs256(key.public_key().to_jwk(), hmac, payload))}.error() == refused);
        CHECK(TokenAnswer{show(signature)}.error() == accepted); // and none of these used the jti up
    }

    TEST_CASE_FIXTURE(
        WithAssertion,
        "an assertion counts once for its client, also after a failed request, and another client may use the same jti")
    {
        auto const assertion = sign(key, header(key), claims("portal", {{"jti", "\"same\""}}));
        CHECK(TokenAnswer{show(assertion)}.error() == accepted);
        CHECK(TokenAnswer{show(assertion)}.error() == refused);
        CHECK(answer("portal", {{"jti", "\"same\""}, {"exp", in(30)}}) == refused);
        stand.add_client(signing_client("other"));
        CHECK(answer("other", {{"jti", "\"same\""}}) == accepted);
    }

    TEST_CASE_FIXTURE(WithAssertion,
                      "an unknown client and a wrong signature get the same answer, which names no Basic challenge")
    {
        auto const other = keys::PrivateKey::generate(keys::Algorithm::es256);
        auto const wrong = show(sign(other, header(key), claims("portal")));
        auto const unknown = show(sign(other, header(key), claims("nobody")));
        CHECK(wrong.status == 401);
        CHECK(unknown.status == 401);
        CHECK(unknown.body == wrong.body);
        CHECK(wrong.header("WWW-Authenticate").empty());
    }

    TEST_CASE_FIXTURE(WithAssertion, "the algorithm a client registered is the only one it may use")
    {
        auto const rsa = keys::PrivateKey::generate(keys::Algorithm::rs256);
        auto client = signing_client("picky");
        client.jwks = jwks_of({key, rsa});
        client.assertion_algorithm = keys::Algorithm::es256;
        stand.add_client(client);
        CHECK(answer("picky", {}) == accepted);
        CHECK(TokenAnswer{show(sign(rsa, header(rsa), claims("picky")))}.error() == refused);
    }

    TEST_CASE_FIXTURE(WithAssertion, "client_secret_jwt is HS256 with the secret, and nothing else")
    {
        auto client = signing_client("secretive");
        client.auth_method = idp::oauth::AuthMethod::client_secret_jwt;
        stand.add_client(client);
        auto const hmac = json_of({{"alg", "\"HS256\""}});
        CHECK(TokenAnswer{show(sign_hs256(Stand::client_secret, hmac, claims("secretive")))}.error() == accepted);
        CHECK(TokenAnswer{show(sign_hs256("wrong", hmac, claims("secretive")))}.error() == refused);
        auto const stale = claims("secretive", {{"exp", in(0)}});
        CHECK(TokenAnswer{show(sign_hs256(Stand::client_secret, hmac, stale))}.error() == refused);
        CHECK(answer("secretive", {}) == refused); // signed with its registered key
        CHECK(TokenAnswer{ask_token(browser,
                                    {{"client_id", "secretive"}, {"client_secret", std::string{Stand::client_secret}}})}
                  .error() == refused);
    }
}

} // namespace zugang::tests
