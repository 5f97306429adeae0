// RFC 7591 over HTTP: who may register, what comes back, and what is refused.
#include "store/clients.hpp"
#include "tests/registration/support.hpp"

namespace zugang::tests {
namespace {

constexpr Duration hour = std::chrono::hours{1};

idp::oauth::Client load_client(Stand& stand, std::string const& id)
{
    auto const row = stand.database().read([&](store::Connection& db) { return store::clients::find(db, id); });
    return idp::oauth::from_row(row.value());
}

/// The error of a registration with these members beside a good redirect address, and whether it quotes input.
std::string error_of(Stand& stand, std::string const& members)
{
    auto const answer = send_registration(stand, body_with(members));
    CHECK(answer.page.status == 400);
    CHECK(answer.text("error_description").find_first_of("\"\\\r\n") == std::string::npos);
    return answer.error();
}

} // namespace

TEST_SUITE("registration")
{
    TEST_CASE("where nobody may register the address does not exist, and the metadata does not name it")
    {
        Stand stand;
        CHECK(send_registration(stand, body_with()).page.status == 404);
        for (auto const* const method : {"GET", "PUT", "DELETE"})
            CHECK(stand.browser().request(method, "/oauth2/register?client_id=a", "").status == 404);
        auto const metadata = Json::parse(stand.browser().get("/.well-known/openid-configuration").body).value();
        CHECK_FALSE(metadata.has("registration_endpoint"));
    }

    TEST_CASE("a client is told everything it registered, its secret, and how to manage it")
    {
        for (auto const engine : engines()) {
            Stand stand{engine, registering(Mode::open)};
            auto const metadata = Json::parse(stand.browser().get("/.well-known/openid-configuration").body).value();
            CHECK(metadata.string("registration_endpoint") == stand.address("/oauth2/register"));
            auto const answer = send_registration(
                stand, body_with(R"("client_name":"Kiosk","contacts":["max@client.example"],"software_id":"kiosk")"));
            REQUIRE(answer.page.status == 201);
            CHECK(answer.page.header("Cache-Control") == "no-store");
            CHECK(answer.page.header("Content-Type") == "application/json");
            auto const json = answer.json();
            CHECK(answer.id().size() == 47);
            CHECK(json.integer("client_id_issued_at") == to_seconds(stand.clock.now()));
            CHECK(json.string("client_name") == "Kiosk");
            CHECK(json.strings("contacts") == std::vector<std::string>{"max@client.example"});
            CHECK(json.strings("redirect_uris") == std::vector<std::string>{"https://client.example/cb"});
            CHECK(json.string("token_endpoint_auth_method") == "client_secret_basic");
            CHECK(json.string("id_token_signed_response_alg") == "RS256");
            CHECK(json.strings("grant_types") == std::vector<std::string>{"authorization_code"});
            CHECK(json.string("scope") == "openid profile email address phone");
            CHECK(json.integer("client_secret_expires_at") == 0);
            CHECK(json.string("registration_client_uri") == stand.address("/oauth2/register?client_id=" + answer.id()));
            CHECK(answer.token().starts_with("zrm_"));
            for (auto const& [name, value] : json.members())
                CHECK_FALSE(name.starts_with("zugang_"));
            auto const client = load_client(stand, answer.id());
            CHECK(client.secret_hash == idp::oauth::hash_client_secret(answer.text("client_secret")));
            CHECK_FALSE(client.trusted);
        }
    }

    TEST_CASE("a registered client signs people in, after they agreed")
    {
        Stand stand{Engine::sqlite, registering(Mode::open)};
        stand.add_account("max@example.org", "ein gutes Passwort");
        auto const answer = send_registration(stand, body_with());
        auto browser = stand.browser();
        auto page = browser.get(authorize_address(portal_request({{"client_id", answer.id()},
                                                                  {"redirect_uri", "https://client.example/cb"},
                                                                  {"scope", "openid"},
                                                                  {"code_challenge", ""},
                                                                  {"code_challenge_method", ""}})));
        page = browser.submit(page, {{"username", "max@example.org"}, {"password", "ein gutes Passwort"}});
        REQUIRE(page.name() == "consent");
        page = browser.submit(page, {{"decision", "allow"}});
        CHECK(page.address.starts_with("https://client.example/cb?"));
        CHECK_FALSE(page.parameter("code").empty());
    }

    TEST_CASE("a client without a secret gets none, one that signs with it can be checked")
    {
        Stand stand{Engine::sqlite, registering(Mode::open)};
        auto const open = send_registration(stand, body_with(R"("token_endpoint_auth_method":"none")"));
        CHECK_FALSE(open.json().has("client_secret"));
        CHECK_FALSE(open.json().has("client_secret_expires_at"));
        CHECK(load_client(stand, open.id()).require_pkce);
        auto const native =
            send_registration(stand, R"({"application_type":"native","redirect_uris":["com.example.app:/cb"]})");
        CHECK(native.text("token_endpoint_auth_method") == "none");
        auto const jwt = send_registration(stand, body_with(R"("token_endpoint_auth_method":"client_secret_jwt")"));
        auto const client = load_client(stand, jwt.id());
        CHECK_FALSE(client.secret_hash);
        CHECK(stand.sealer()
                  .open(client.secret_sealed.value(), idp::oauth::client_secret_place(client.id))
                  .value()
                  .reveal() == jwt.text("client_secret"));
    }

    TEST_CASE("everything a certification run registers is taken")
    {
        Stand stand{Engine::sqlite, registering(Mode::open)};
        stand.web.answer("https://client.example/sector", R"(["https://client.example/cb","https://other.example/"])");
        auto const answer = send_registration(
            stand,
            body_with(
                R"("response_types":["code","code id_token","id_token token"],)"
                R"("grant_types":["authorization_code","implicit","refresh_token"],)"
                R"("jwks":{"keys":[]},"subject_type":"pairwise",)"
                R"("sector_identifier_uri":"https://client.example/sector","request_uris":["https://a.example/r#h"],)"
                R"("request_object_signing_alg":"RS256","id_token_encrypted_response_alg":"RSA-OAEP",)"
                R"("userinfo_signed_response_alg":"RS256","default_max_age":3600,"require_auth_time":true,)"
                R"("initiate_login_uri":"https://client.example/login","client_name#de":"Kiosk",)"
                R"("post_logout_redirect_uris":["https://client.example/out"],)"
                R"("backchannel_logout_uri":"https://client.example/back","client_id":"mine","tomorrow":[1])"));
        CHECK(answer.page.body.find("error") == std::string::npos);
        REQUIRE(answer.page.status == 201);
        CHECK(answer.id() != "mine");
        CHECK(answer.text("id_token_encrypted_response_enc") == "A128CBC-HS256");
        CHECK(answer.text("scope").ends_with(" offline_access"));
        CHECK(stand.web.count("https://client.example/sector") == 1);
    }

    TEST_CASE("what is wrong is answered by kind, in words that quote nothing")
    {
        Stand stand{Engine::sqlite, registering(Mode::open)};
        for (auto const* const uris :
             {R"(["https://a.example/#x"])", R"(["http://a.example/"])", "[]", "5", R"(["javascript:void"])"}) {
            CAPTURE(uris);
            auto const answer = send_registration(stand, R"({"redirect_uris":)" + std::string(uris) + "}");
            CHECK(answer.page.status == 400);
            CHECK(answer.error() == "invalid_redirect_uri");
            CHECK(answer.page.body.find("example") == std::string::npos);
        }
        for (auto const* const members :
             {R"("client_name":5)", R"("token_endpoint_auth_method":"magic")", R"("response_types":["token"])",
              R"("grant_types":["password"])", R"("jwks_uri":"ftp://a.example")", R"("scope":"openid \"admin")",
              R"("scope":"openid customer")", R"("initiate_login_uri":"http://localhost/login")",
              R"("id_token_signed_response_alg":"PS256")", R"("id_token_signed_response_alg":"none")",
              R"("zugang_trusted":true)", R"("zugang_profile":null)", R"("zugang_anything":1)",
              R"("zugang_exchange_resources":["https://a.example/"])",
              R"("jwks":{"keys":[]},"jwks_uri":"https://client.example/jwks")",
              R"("token_endpoint_auth_method":"private_key_jwt")"}) {
            CAPTURE(members);
            CHECK(error_of(stand, members) == "invalid_client_metadata");
        }
        CHECK(error_of(stand, R"("software_statement":"e30.e30.")") == "unapproved_software_statement");
        for (auto const* const body : {"", "[]", "{", "redirect_uris=https://client.example/cb"}) {
            CAPTURE(body);
            CHECK(send_registration(stand, body).error() == "invalid_client_metadata");
        }
    }

    TEST_CASE("what acts without a person, or for others, nobody gives to itself")
    {
        for (auto const mode : {Mode::open, Mode::token}) {
            Stand stand{Engine::sqlite, registering(mode)};
            add_initial_token(stand, "zrt_all", 10, hour);
            auto const with = [&](std::string const& members) {
                return send_registration(stand, body_with(members), mode == Mode::token ? "zrt_all" : "");
            };
            for (auto const* const grant : {"client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange",
                                            "urn:openid:params:grant-type:ciba"}) {
                CAPTURE(grant);
                auto const answer = with(R"("grant_types":["authorization_code",")" + std::string(grant) + "\"]");
                CHECK(answer.page.status == 400);
                CHECK(answer.error() == "invalid_client_metadata");
                CHECK(answer.text("error_description") == "grant_types: is given by the operator alone");
            }
            CHECK(with(R"("authorization_details_types":["payment"])").text("error_description") ==
                  "authorization_details_types: is given by the operator alone");
            CHECK(with(R"("authorization_details_types":[],"grant_types":["authorization_code","refresh_token",)"
                       R"("implicit","urn:ietf:params:oauth:grant-type:device_code"])")
                      .page.status == 201);
        }
    }

    TEST_CASE("a sector identifier lists every redirect address, or the client is refused")
    {
        Stand stand{Engine::sqlite, registering(Mode::open)};
        auto const with_sector = [&](std::string const& path) {
            return send_registration(stand, body_with(R"("subject_type":"pairwise","sector_identifier_uri":)"
                                                      R"("https://client.example/)" +
                                                      path + "\""));
        };
        CHECK(with_sector("nobody").error() == "invalid_client_metadata");
        for (auto const& [path, document] : {std::pair{"other", R"(["https://other.example/cb"])"},
                                             {"object", R"({"a":1})"},
                                             {"broken", "["},
                                             {"number", "[5]"},
                                             {"longer", R"(["https://client.example/cb/"])"}}) {
            CAPTURE(path);
            stand.web.answer("https://client.example/" + std::string(path), document);
            CHECK(with_sector(path).error() == "invalid_client_metadata");
        }
        stand.web.answer("https://client.example/good", R"(["https://client.example/cb"])");
        CHECK(with_sector("good").page.status == 201);
        stand.web.answer("https://client.example/moved", R"(["https://client.example/cb"])", 302);
        CHECK(with_sector("moved").error() == "invalid_client_metadata");
    }

    TEST_CASE("a token of the operator registers as many clients as it says, until its end")
    {
        for (auto const engine : engines()) {
            Stand stand{engine, registering(Mode::token)};
            add_initial_token(stand, "zrt_two", 2, hour);
            for (auto const* const token : {"", "zrt_other", "zrt_two "}) {
                auto const answer = send_registration(stand, body_with(), token);
                if (std::string_view{token} == "zrt_two ")
                    CHECK(answer.page.status == 201); // a header ends without its blanks
                else
                    CHECK(answer.page.status == 401);
            }
            CHECK(send_registration(stand, "{}", "zrt_two").error() == "invalid_redirect_uri"); // costs no use
            CHECK(send_registration(stand, body_with(), "zrt_two").page.status == 201);
            auto const third = send_registration(stand, body_with(), "zrt_two");
            CHECK(third.page.status == 401);
            CHECK(third.error() == "invalid_token");
            CHECK(third.page.header("WWW-Authenticate").starts_with("Bearer"));
            add_initial_token(stand, "zrt_old", 1, hour);
            stand.clock.advance(hour);
            CHECK(send_registration(stand, body_with(), "zrt_old").page.status == 401);
        }
    }

    TEST_CASE("with a token PKCE stays required and the agency's scope can be had")
    {
        Stand stand{Engine::sqlite, registering(Mode::token)};
        add_initial_token(stand, "zrt_one", 1, hour);
        auto const answer = send_registration(stand, body_with(R"("scope":"openid customer")"), "zrt_one");
        REQUIRE(answer.page.status == 201);
        CHECK(load_client(stand, answer.id()).require_pkce);
    }

    TEST_CASE("where anybody may register, one address may do so a number of times an hour")
    {
        Stand stand{Engine::sqlite, registering(Mode::open, 2)};
        CHECK(send_registration(stand, body_with()).page.status == 201);
        CHECK(send_registration(stand, body_with()).page.status == 201);
        auto const third = send_registration(stand, body_with());
        CHECK(third.page.status == 429);
        CHECK(third.page.header("Retry-After") == "3600");
        stand.clock.advance(hour);
        CHECK(send_registration(stand, body_with()).page.status == 201);
    }
}

} // namespace zugang::tests
