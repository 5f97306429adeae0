// Answers as their client registered them: signed with its algorithm, encrypted to its key, naming its own subject.
#include "doctest.h"
#include "keys/jws.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {
namespace {

constexpr auto shielded_name = "max@example.org";
constexpr auto shielded_password = "ein gutes Passwort";

struct WithClientKey {
    Stand stand;
    Browser browser;
    keys::DecryptionKey key = keys::DecryptionKey::generate(keys::KeyManagement::ecdh_es_a128kw);
    keys::JweChoice const choice{keys::KeyManagement::ecdh_es_a128kw, keys::ContentEncryption::a256gcm};
    std::string account;

    WithClientKey() : browser(stand.browser()) { account = stand.add_account(shielded_name, shielded_password); }
    [[nodiscard]] idp::oauth::Client portal() const
    {
        idp::oauth::Client client;
        client.id = "portal";
        client.name = "Portal";
        client.redirect_uris = {"https://portal.example/callback"};
        client.post_logout_redirect_uris = {"https://portal.example/"};
        client.scope = {"openid", "profile", "email", "customer", "offline_access"};
        client.trusted = true;
        client.jwks = R"({"keys":[)" + key.public_key().to_jwk() + "]}";
        return client;
    }
    TokenAnswer tokens(Fields const& changes = {})
    {
        auto page = browser.get(authorize_address(portal_request(changes)));
        if (page.name() == "login")
            page = browser.submit(page, {{"username", shielded_name}, {"password", shielded_password}}, "/login");
        return redeem_portal_code(browser, page.parameter("code"));
    }
    [[nodiscard]] std::string decrypted(std::string const& jwe, std::string const& cty = "JWT") const
    {
        auto const parsed = keys::parse_jwe(jwe);
        REQUIRE(parsed);
        CHECK(parsed->cty == cty);
        CHECK(parsed->encryption == keys::ContentEncryption::a256gcm);
        return decrypt_jwe(*parsed, key).value();
    }
};

std::string algorithm_of(std::string const& jws)
{
    return keys::parse_jws(jws).value().algorithm;
}

} // namespace

TEST_SUITE("protected_answers")
{
    TEST_CASE_FIXTURE(WithClientKey, "an ID token is encrypted around its signature, and a hint no more")
    {
        auto client = portal();
        client.id_token_algorithm = keys::Algorithm::rs256;
        client.id_token_encryption = choice;
        stand.add_client(client);
        auto const answer = tokens();
        REQUIRE(answer.page.status == 200);
        auto const jws = decrypted(answer.text("id_token"));
        CHECK(algorithm_of(jws) == "RS256");
        CHECK(TokenAnswer::claims(jws).string("sub") == account);
        CHECK(TokenAnswer::claims(jws).string("nonce") == "nonce-of-the-portal");
        CHECK(browser.get("/oauth2/end_session?id_token_hint=" + answer.text("id_token")).name() == "logout");
    }

    TEST_CASE_FIXTURE(WithClientKey, "userinfo comes as JSON, signed, encrypted, or both")
    {
        auto client = portal();
        stand.add_client(client);
        auto const token = tokens().access_token();
        CHECK(ask_userinfo(browser, token).header("Content-Type") == "application/json");
        auto const registered = [&](std::optional<keys::Algorithm> algorithm,
                                    std::optional<keys::JweChoice> encryption) {
            client.userinfo = {algorithm, encryption};
            auto row = to_row(client, stand.clock.now());
            row.secret_hash = idp::oauth::hash_client_secret(Stand::client_secret);
            stand.database().write([&](store::Connection& tx) { REQUIRE(store::clients::update(tx, row)); });
            auto const page = ask_userinfo(browser, token);
            CHECK(page.status == 200);
            CHECK(page.header("Content-Type") == "application/jwt");
            return page.body;
        };
        auto const jws = registered(keys::Algorithm::es256, std::nullopt);
        auto const claims = TokenAnswer::claims(jws);
        CHECK(claims.string("iss") == stand.config().issuer);
        CHECK(claims.string("aud") == "portal");
        CHECK(claims.string("sub") == account);
        CHECK(claims.string("email") == shielded_name);
        // It must not pass for a hint that signs somebody out.
        CHECK(browser.get("/oauth2/end_session?id_token_hint=" + jws).name() == "logout");

        auto const plain = Json::parse(decrypted(registered(std::nullopt, choice), "")).value();
        CHECK(plain.string("email") == shielded_name);
        CHECK_FALSE(plain.has("iss"));
        auto const nested = decrypted(registered(keys::Algorithm::eddsa, choice));
        CHECK(TokenAnswer::claims(nested).string("email") == shielded_name);
    }

    TEST_CASE_FIXTURE(WithClientKey, "an answer that cannot be encrypted is not given in the clear instead")
    {
        auto client = portal();
        client.jwks.clear();
        client.jwks_uri = "https://portal.example/jwks.json";
        client.userinfo = {keys::Algorithm::es256, choice};
        stand.add_client(client);
        auto const token = tokens().access_token();
        auto const page = ask_userinfo(browser, token);
        CHECK(page.status == 500);
        CHECK(Json::parse(page.body)->string("error") == "server_error");
        stand.web.answer(client.jwks_uri, portal().jwks);
        stand.clock.advance(std::chrono::seconds{31});
        CHECK(TokenAnswer::claims(decrypted(ask_userinfo(browser, token).body)).string("email") == shielded_name);
    }

    TEST_CASE_FIXTURE(WithClientKey, "a pairwise client gets its own name for a person everywhere, and signs out by it")
    {
        auto client = portal();
        client.subject_type = idp::oauth::SubjectType::pairwise;
        stand.add_client(client);
        auto const answer = tokens();
        auto const subject = TokenAnswer::claims(answer.text("id_token")).string("sub").value();
        CHECK(subject != account);
        CHECK(subject.size() == 43);
        CHECK(TokenAnswer::claims(answer.access_token()).string("sub") == subject);
        CHECK(Json::parse(ask_userinfo(browser, answer.access_token()).body)->string("sub") == subject);
        auto const left = browser.get("/oauth2/end_session?id_token_hint=" + answer.text("id_token") +
                                      "&post_logout_redirect_uri=https://portal.example/");
        CHECK(left.address == "https://portal.example/"); // at once, without asking
    }

    TEST_CASE_FIXTURE(
        WithClientKey,
        "single claims asked for by name come into the ID token and userinfo, if there is something to say")
    {
        stand.add_client(portal());
        auto const answer = tokens({{"scope", "openid"},
                                    {"claims", R"({"id_token":{"email":null,"customer_number":{"essential":true}},)"
                                               R"("userinfo":{"email_verified":{"essential":true},"name":null}})"}});
        auto const claims = TokenAnswer::claims(answer.text("id_token"));
        CHECK(claims.string("email") == shielded_name);
        CHECK_FALSE(claims.has("customer_number"));
        CHECK_FALSE(claims.has("email_verified"));
        auto const info = Json::parse(ask_userinfo(browser, answer.access_token()).body).value();
        CHECK(info.boolean("email_verified") == true);
        CHECK(info.members().size() == 2);                                           // and sub
        CHECK(TokenAnswer::claims(tokens().text("id_token")).has("email") == false); // scopes go to userinfo
    }
}

} // namespace zugang::tests
