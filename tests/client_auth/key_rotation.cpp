// The keys of a client behind its jwks_uri (OIDC Core §10.1.1): an unknown kid makes us ask again, but not all the
// time.
#include "tests/client_auth/signing.hpp"

namespace zugang::tests {
namespace {

using namespace std::chrono_literals;

constexpr auto published_at = "https://portal.example/jwks";

struct WithPublishedKeys {
    Stand stand;
    Browser browser = stand.browser();
    keys::PrivateKey first = keys::PrivateKey::generate(keys::Algorithm::es256);
    keys::PrivateKey second = keys::PrivateKey::generate(keys::Algorithm::es256);
    int made = 0;

    WithPublishedKeys()
    {
        idp::oauth::Client client;
        client.id = "portal";
        client.auth_method = idp::oauth::AuthMethod::private_key_jwt;
        client.redirect_uris = {"https://portal.example/callback"};
        client.jwks_uri = published_at;
        stand.add_client(client);
        stand.web.answer(published_at, jwks_of({first}));
    }
    bool is_known(keys::PrivateKey const& key, bool with_kid = true, std::int64_t life = 60)
    {
        auto const now = to_seconds(stand.clock.now());
        auto const header = json_of({{"alg", "\"ES256\""}, {"kid", json_quote(key.public_key().kid())}},
                                    with_kid ? Members{} : Members{{"kid", ""}});
        auto const claims = json_of({{"iss", "\"portal\""},
                                     {"sub", "\"portal\""},
                                     {"aud", json_quote(stand.config().issuer)},
                                     {"jti", json_quote("jti-" + std::to_string(++made))},
                                     {"exp", std::to_string(now + life)}});
        auto const page = ask_token(browser, {{"client_assertion_type", assertion_type_of_jwt},
                                              {"client_assertion", sign(key, header, claims)}});
        auto const error = TokenAnswer{page}.error();
        CHECK((error == "invalid_grant" || error == "invalid_client"));
        return error == "invalid_grant";
    }
    std::size_t fetches() const { return stand.web.count(published_at); }
};

} // namespace

TEST_SUITE("keys behind jwks_uri")
{
    TEST_CASE_FIXTURE(WithPublishedKeys, "they are fetched once, again for an unknown kid, and then not for 30 seconds")
    {
        CHECK(is_known(first));
        CHECK(is_known(first));
        CHECK(fetches() == 1);

        stand.web.answer(published_at, jwks_of({second}));
        stand.clock.advance(31s);
        CHECK(is_known(second));
        CHECK(fetches() == 2);
        CHECK_FALSE(is_known(first)); // withdrawn; asked again a moment later
        CHECK_FALSE(is_known(first));
        CHECK(fetches() == 2);
        stand.clock.advance(30s);
        CHECK_FALSE(is_known(first));
        CHECK(fetches() == 3);
        CHECK(is_known(second));
        CHECK(fetches() == 3);
    }

    TEST_CASE_FIXTURE(WithPublishedKeys, "without a kid every key is tried, and new ones are fetched too")
    {
        CHECK(is_known(first, /*with_kid=*/false));
        stand.web.answer(published_at, jwks_of({first, second}));
        stand.clock.advance(31s);
        CHECK(is_known(second, /*with_kid=*/false));
    }

    TEST_CASE_FIXTURE(WithPublishedKeys, "an assertion that could not count anyway makes us fetch nothing")
    {
        CHECK_FALSE(is_known(first, /*with_kid=*/true, /*life=*/0));
        CHECK(fetches() == 0);
    }

    TEST_CASE_FIXTURE(WithPublishedKeys, "a client whose keys cannot be had is not known, and comes back with them")
    {
        stand.web.answer(published_at, "no keys", 500);
        CHECK_FALSE(is_known(first));
        stand.web.answer(published_at, "[]");
        stand.clock.advance(31s);
        CHECK_FALSE(is_known(first));
        stand.web.answer(published_at, jwks_of({first}));
        stand.clock.advance(31s);
        CHECK(is_known(first));
    }
}

} // namespace zugang::tests
