// The whole answer of a request: every response type in every mode, plain and as a JWT (OpenID Connect Core §3.2.2.5,
// §3.3.2.5, §3.3.2.11; Form Post Response Mode; JARM).
#include "doctest.h"
#include "idp/session/session_state.hpp"
#include "keys/half_hash.hpp"
#include "keys/jwe.hpp"
#include "store/grants.hpp"
#include "tests/authorize/answer_parts.hpp"

namespace zugang::tests {
namespace {

constexpr auto answered_name = "max@example.org";
constexpr auto answered_password = "ein gutes Passwort";
constexpr auto answered_at = "https://hybrid.example/callback";
constexpr std::size_t salt_length = 43;

idp::oauth::Client hybrid_client()
{
    idp::oauth::Client client;
    client.id = "hybrid";
    client.redirect_uris = {answered_at};
    client.scope = {"openid", "email", "offline_access"};
    client.auth_method = idp::oauth::AuthMethod::client_secret_post;
    client.trusted = true;
    client.response_types = {"code",          "id_token",   "id_token token",
                             "code id_token", "code token", "code id_token token"};
    client.grant_types = {"authorization_code", "implicit", "refresh_token"};
    return client;
}

struct AtHybrid {
    Stand stand{Engine::sqlite, {.configure = [](idp::config::Config& config) { config.oidc.implicit = true; }}};
    Browser browser{stand.browser()};
    std::string account;

    explicit AtHybrid(idp::oauth::Client const& client = hybrid_client())
    {
        stand.add_client(client);
        stand.add_portal();
        account = stand.add_account(answered_name, answered_password);
    }
    [[nodiscard]] static Fields request(Fields const& changes)
    {
        return changed(portal_request({{"client_id", "hybrid"},
                                       {"redirect_uri", answered_at},
                                       {"scope", "openid email offline_access"},
                                       {"state", "Grüße & =#?"}}),
                       changes);
    }
    void sign_in_at_portal()
    {
        REQUIRE(!sign_in(browser, portal_request(), answered_name, answered_password).parameter("code").empty());
    }
    Page open(Fields const& changes) { return browser.request("GET", authorize_address(request(changes)), ""); }

    /// The parameters in the clear; those of a JWT are taken out of it, verified.
    Answer plain(Page const& page, bool is_jwt)
    {
        auto answer = answer_in(page);
        if (!is_jwt)
            return answer;
        REQUIRE(answer.size() == 1);
        auto const claims = verified_claims(browser, answer["response"]);
        CHECK(claims.string("iss") == stand.config().issuer);
        CHECK(claims.string("aud") == "hybrid");
        CHECK(claims.integer("exp") == to_seconds(stand.clock.now()) + 600);
        Answer inner;
        for (auto const& [name, value] : claims.members())
            if (name != "aud" && name != "exp")
                inner[name] = value.as_string().value();
        return inner;
    }

    void check_id_token(Answer const& answer)
    {
        auto const claims = verified_claims(browser, answer.at("id_token"));
        auto const has = [&](auto const* name) { return answer.count(name) == 1; };
        auto const hash = [&](auto const* name) { return keys::half_hash(keys::Algorithm::es256, answer.at(name)); };
        CHECK(claims.string("sub") == account);
        CHECK(claims.string("nonce") == "nonce-of-the-portal");
        CHECK(claims.string("at_hash") == (has("access_token") ? std::optional{hash("access_token")} : std::nullopt));
        CHECK(claims.string("c_hash") == (has("code") ? std::optional{hash("code")} : std::nullopt));
        CHECK(claims.string("s_hash") == hash("state"));
        // What the scope opens is in the ID token only where nothing else could give it.
        CHECK(claims.has("email") == (!has("access_token") && !has("code")));
    }

    void check_answer(Answer const& answer, std::vector<std::string> const& names)
    {
        std::vector<std::string> present;
        for (auto const& [name, value] : answer)
            present.push_back(name);
        CHECK(present == names);
        CHECK(answer.at("state") == "Grüße & =#?");
        CHECK(answer.at("iss") == stand.config().issuer);
        if (answer.count("id_token") == 1)
            check_id_token(answer);
        if (answer.count("access_token") == 1) {
            CHECK(answer.at("token_type") == "Bearer");
            CHECK(answer.at("expires_in") == "300");
            CHECK(ask_userinfo(browser, answer.at("access_token")).status == 200);
        }
    }
};

std::string expected_start(std::string const& mode)
{
    if (mode.starts_with("form_post"))
        return "";
    return std::string{answered_at} + (mode.starts_with("query") ? "?" : "#");
}

struct TypeAndNames {
    std::string type;
    std::vector<std::string> names; // of the answer, sorted
};

std::vector<TypeAndNames> const types{
    {"code", {"code", "iss", "session_state", "state"}},
    {"id_token", {"id_token", "iss", "session_state", "state"}},
    {"id_token token",
     {"access_token", "expires_in", "id_token", "iss", "scope", "session_state", "state", "token_type"}},
    {"code id_token", {"code", "id_token", "iss", "session_state", "state"}},
    {"code token", {"access_token", "code", "expires_in", "iss", "scope", "session_state", "state", "token_type"}},
    {"code id_token token",
     {"access_token", "code", "expires_in", "id_token", "iss", "scope", "session_state", "state", "token_type"}},
};

} // namespace

TEST_SUITE("answers")
{
    TEST_CASE_FIXTURE(AtHybrid, "every response type in every mode brings what it names, and tokens vouch for the code")
    {
        sign_in_at_portal();
        for (auto const& [type, names] : types) {
            for (std::string const mode :
                 {"query", "fragment", "form_post", "query.jwt", "fragment.jwt", "form_post.jwt", "jwt", ""}) {
                if (mode.starts_with("query") && type != "code")
                    continue; // refused: tests/authorize/response_types.cpp
                CAPTURE(type);
                CAPTURE(mode);
                auto const page = open({{"response_type", type}, {"response_mode", mode}});
                auto const sent_as = mode == "jwt" || mode.empty() ? (type == "code" ? "query" : "fragment") : mode;
                CHECK(page.header("Location").starts_with(expected_start(sent_as)));
                CHECK(page.status == (sent_as.starts_with("form_post") ? 200 : 303));
                check_answer(plain(page, mode.ends_with("jwt")), names);
            }
        }
    }

    TEST_CASE_FIXTURE(AtHybrid, "the code of a hybrid answer is redeemed like any other, for the same person and nonce")
    {
        sign_in_at_portal();
        auto const answer = answer_in(open({{"response_type", "code id_token token"}}));
        auto const fields = Fields{{"grant_type", "authorization_code"},
                                   {"code", answer.at("code")},
                                   {"redirect_uri", answered_at},
                                   {"code_verifier", std::string{code_verifier}},
                                   {"client_id", "hybrid"},
                                   {"client_secret", std::string{Stand::client_secret}}};
        TokenAnswer const tokens{browser.post("/oauth2/token", fields)};
        REQUIRE(tokens.page.status == 200);
        CHECK(!tokens.refresh_token().empty());
        auto const front = TokenAnswer::claims(answer.at("id_token"));
        auto const back = TokenAnswer::claims(tokens.text("id_token"));
        for (auto const* const name : {"iss", "sub", "aud", "nonce", "sid", "acr"})
            CHECK(front.string(name) == back.string(name));
        CHECK_FALSE(back.has("c_hash"));
    }

    TEST_CASE_FIXTURE(AtHybrid, "without a code nothing outlives the session, whatever scope was asked for")
    {
        sign_in_at_portal();
        auto const token = answer_in(open({{"response_type", "id_token token"}})).at("access_token");
        CHECK(TokenAnswer::claims(token).string("scope") == "openid email");
        REQUIRE(ask_userinfo(browser, token).status == 200);
        browser.submit(browser.get("/logout"), {}, "/logout");
        CHECK(ask_userinfo(browser, token).status == 401);
    }

    TEST_CASE_FIXTURE(AtHybrid, "errors travel the way that was asked for, signed where that was asked for")
    {
        for (std::string const mode :
             {"query", "fragment", "form_post", "query.jwt", "fragment.jwt", "form_post.jwt", "jwt"}) {
            CAPTURE(mode);
            auto const page = open({{"prompt", "none"}, {"response_mode", mode}});
            CHECK(page.header("Location").starts_with(expected_start(mode == "jwt" ? "query" : mode)));
            auto const answer = plain(page, mode.ends_with("jwt"));
            CHECK(answer.at("error") == "login_required");
            CHECK(answer.at("state") == "Grüße & =#?");
            CHECK(answer.at("iss") == stand.config().issuer);
            CHECK(answer.size() == 5); // error_description and session_state
        }
    }

    TEST_CASE_FIXTURE(AtHybrid, "giving up on a page goes back the way that was asked for")
    {
        for (std::string const mode :
             {"query", "fragment", "form_post", "query.jwt", "fragment.jwt", "form_post.jwt"}) {
            CAPTURE(mode);
            auto const login = browser.get(authorize_address(request({{"response_mode", mode}})));
            REQUIRE(login.name() == "login");
            auto page = browser.submit(login, {{"cancel", "1"}}, "/login");
            if (!mode.starts_with("form_post")) {
                CHECK(page.address.starts_with(expected_start(mode)));
                page.headers = {{"Location", page.address}};
            }
            CHECK(plain(page, mode.ends_with("jwt")).at("error") == "access_denied");
        }
    }

    TEST_CASE_FIXTURE(AtHybrid,
                      "session_state is the client's and the browser's, salted, and empty-handed when signed out")
    {
        auto const parts = [](std::string const& state) { return std::pair{state.substr(0, 43), state.substr(44)}; };
        auto const expected = [&](std::string const& browser_state, std::string const& salt) {
            return idp::session::session_state("hybrid", "https://hybrid.example", browser_state, salt);
        };
        auto const out = answer_in(open({{"prompt", "none"}})).at("session_state");
        CHECK(parts(out).second.size() == salt_length);
        CHECK(out == expected("", parts(out).second));
        sign_in_at_portal();
        auto const first = answer_in(open({})).at("session_state");
        auto const second = answer_in(open({})).at("session_state");
        CHECK(first != second);
        CHECK(first != expected("", parts(first).second));
        CHECK(answer_in(open({{"scope", "email"}})).count("session_state") == 0);
    }
}

TEST_SUITE("answers")
{
    TEST_CASE_FIXTURE(AtHybrid, "what breaks behind a verified address is told the client by name, its cause never")
    {
        sign_in_at_portal();
        stand.database().write([](store::Connection& tx) { tx.execute("DROP TABLE authorization_codes", {}); });
        auto const answer = answer_in(open({}));
        CHECK(answer.at("error") == "server_error");
        CHECK(answer.at("error_description") == "the server could not answer");
        CHECK(answer.at("state") == "Grüße & =#?");
        CHECK(open({{"redirect_uri", "https://other.example/"}}).header("Location").empty());
    }
}

TEST_SUITE("JARM")
{
    TEST_CASE("the response is signed with the client's own algorithm, else with that of its ID tokens")
    {
        for (auto const chosen : {std::optional{keys::Algorithm::eddsa}, std::optional<keys::Algorithm>{}}) {
            auto client = hybrid_client();
            client.id_token_algorithm = keys::Algorithm::rs256;
            client.authorization.algorithm = chosen;
            AtHybrid at{client};
            at.sign_in_at_portal();
            auto const answer = answer_in(at.open({{"response_mode", "jwt"}}));
            auto const jws = keys::parse_jws(answer.at("response")).value();
            CHECK(jws.algorithm == (chosen ? "EdDSA" : "RS256"));
            CHECK(verified_claims(at.browser, answer.at("response")).string("code")->starts_with("zgc_"));
        }
    }

    TEST_CASE("the response is encrypted to the client's key where it registered that")
    {
        auto const key = keys::DecryptionKey::generate(keys::KeyManagement::rsa_oaep_256);
        auto client = hybrid_client();
        client.authorization.encryption = keys::JweChoice{};
        client.jwks = R"({"keys":[)" + key.public_key().to_jwk() + "]}";
        AtHybrid at{client};
        at.sign_in_at_portal();
        auto const answer = answer_in(at.open({{"response_mode", "jwt"}}));
        REQUIRE(answer.size() == 1);
        auto const jwe = keys::parse_jwe(answer.at("response")).value();
        CHECK(jwe.cty == "JWT");
        auto const inner = decrypt_jwe(jwe, key).value();
        CHECK(verified_claims(at.browser, inner).string("aud") == "hybrid");
    }
}

} // namespace zugang::tests
