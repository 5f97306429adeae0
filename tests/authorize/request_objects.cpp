// Request objects (RFC 9101, OpenID Connect Core §6): one wrong thing each, by value and by reference.
#include "tests/authorize/signing_client.hpp"

namespace zugang::tests {
namespace {

struct ObjectCase {
    Members changes;
    std::string_view outcome; // with the way back outside: the error at the client
};

std::vector<ObjectCase> cases_of(SigningClient const& on)
{
    auto const at = [&](std::int64_t from_now) { return std::to_string(on.seconds(from_now)); };
    return {
        {{}, "login"},
        {{{"iss", ""}}, "login"},
        {{{"aud", ""}}, "login"},
        {{{"client_id", ""}}, "login"},
        {{{"aud", json_array({"https://other.example", on.stand.config().issuer})}}, "login"},
        {{{"exp", at(1)}}, "login"},
        {{{"exp", at(0)}}, "invalid_request_object"},
        {{{"exp", "\"soon\""}}, "invalid_request_object"},
        {{{"nbf", at(10)}}, "login"},
        {{{"nbf", at(11)}}, "invalid_request_object"},
        {{{"iat", at(10)}}, "login"},
        {{{"iat", at(61)}}, "invalid_request_object"},
        {{{"iss", "\"another\""}}, "invalid_request_object"},
        {{{"aud", "\"https://other.example\""}}, "invalid_request_object"},
        {{{"aud", "[]"}}, "invalid_request_object"},
        {{{"client_id", "\"another\""}}, "invalid_request_object"},
        {{{"client_id", "5"}}, "invalid_request_object"},
        {{{"sub", "\"signer\""}}, "invalid_request_object"},
        {{{"sub", "\"somebody\""}}, "login"},
        {{{"request", "\"a.b.c\""}}, "invalid_request_object"},
        {{{"request_uri", "\"https://signer.example/request.jwt\""}}, "invalid_request_object"},
        {{{"state", "\"a\\u0000b\""}}, "invalid_request_object"},
        // the parameters inside pass the same checks as any
        {{{"max_age", "60"}}, "login"},
        {{{"max_age", "1.5"}}, "invalid_request"},
        {{{"claims", R"({"userinfo":{"email":{"essential":true}}})"}}, "login"},
        {{{"claims", "[]"}}, "invalid_request"},
        {{{"resource", json_array({on.stand.config().issuer, on.stand.config().issuer})}}, "login"},
        {{{"resource", "\"https://unknown.example\""}}, "invalid_target"},
        {{{"prompt", "\"none\""}}, "login_required"},
        {{{"response_type", "\"token\""}}, "unsupported_response_type"},
        {{{"response_type", ""}}, "invalid_request"},
        {{{"scope", ""}}, "invalid_scope"},
        {{{"code_challenge", ""}}, "invalid_request"},
        {{{"redirect_uri", "\"https://evil.example/\""}}, "page"},
        {{{"redirect_uri", ""}}, "page"},
        {{{"nonce", "null"}, {"unknown", "{}"}}, "login"},
    };
}

void check_encrypted(SigningClient const& on, keys::EncryptionKey const& key, keys::KeyManagement algorithm)
{
    CAPTURE(keys::to_name(algorithm));
    SystemRandom random;
    auto const encrypted = [&](std::string const& text) {
        return keys::encrypt_jwe(key, {algorithm, keys::ContentEncryption::a256gcm}, "JWT", text, random);
    };
    auto const outcome = [&](std::string const& text) {
        return outcome_at_signer(on.visit(on.plain({{"request", text}})));
    };
    CHECK(outcome_at_signer(on.visit_object(encrypted(on.object()))) == "login");
    CHECK(outcome(encrypted(on.object({{"exp", "1"}}))) == "invalid_request_object");
    CHECK(outcome(encrypted(json_of(on.claims()))) == "invalid_request_object");
    CHECK(outcome(encrypted(encrypted(on.object()))) == "invalid_request_object");
    CHECK(outcome(encrypted(on.object()) + "x") == "invalid_request_object");
}

} // namespace

TEST_SUITE("request objects")
{
    TEST_CASE("an object with one thing changed has its one outcome")
    {
        SigningClient const on;
        for (auto const& item : cases_of(on)) {
            CAPTURE(json_of(item.changes));
            auto const object = on.object(item.changes);
            CHECK(outcome_at_signer(on.visit(on.plain({{"request", object}}))) == item.outcome);
        }
    }

    TEST_CASE("what stands outside does not count: state, scope and redirect_uri are the object's")
    {
        SigningClient const on;
        auto const outside = on.plain({{"request", on.object({{"prompt", "\"none\""}, {"scope", "\"email\""}})},
                                       {"state", "outer"},
                                       {"redirect_uri", "https://evil.example/"},
                                       {"response_mode", "fragment"}});
        auto const location = on.visit(outside).header("Location");
        CHECK(location.starts_with("https://signer.example/callback?error=login_required&"));
        CHECK(location.find("state=inner") != std::string::npos);
    }

    TEST_CASE("nothing but client_id need stand outside, and without a way back an error stays on our page")
    {
        SigningClient const on;
        CHECK(outcome_at_signer(on.visit_object(on.object())) == "login");
        CHECK(outcome_at_signer(on.visit_object(on.object({{"exp", "1"}}))) == "page");
        CHECK(outcome_at_signer(on.visit({{"request", on.object()}})) == "page");
        auto const object = on.object({{"exp", "1"}});
        CHECK(outcome_at_signer(on.visit(on.plain({{"request", object}, {"redirect_uri", "https://evil.example/"}}))) ==
              "page");
        auto const told = on.visit(on.plain({{"request", object}, {"state", "outer"}})).header("Location");
        CHECK(told.find("state=outer") != std::string::npos);
    }

    TEST_CASE("only a signature of the client counts, under the type of a request object")
    {
        SigningClient const on;
        auto const claims = json_of(on.claims());
        auto const other = keys::PrivateKey::generate(keys::Algorithm::es256);
        auto const unsigned_object =
            base64url_encode(bytes_of(R"({"alg":"none"})")) + "." + base64url_encode(bytes_of(claims)) + ".";
        for (auto const& bad :
             {keys::sign_jws(other, "", claims), unsigned_object, on.object({}, "at+jwt"), on.object({}, "dpop+jwt"),
              keys::sign_jws(on.key, "JWT", "[]"), std::string{"a.b.c"}, std::string{"a.b.c.d.e"}, claims})
            CHECK(outcome_at_signer(on.visit(on.plain({{"request", bad}}))) == "invalid_request_object");
        for (auto const* const typ : {"", "JWT", "jwt", "oauth-authz-req+jwt"})
            CHECK(outcome_at_signer(on.visit_object(on.object({}, typ))) == "login");
    }

    TEST_CASE("an object that is encrypted to a published key counts where a signed one is within")
    {
        SigningClient const on;
        auto const jwks = Json::parse(on.stand.browser().get("/oauth2/jwks").body).value();
        std::size_t keys_tried = 0;
        for (auto const& jwk : jwks.find("keys").value().items()) {
            if (jwk.string("use") != "enc")
                continue;
            ++keys_tried;
            bool const is_rsa = jwk.string("kty") == "RSA";
            for (auto const algorithm :
                 is_rsa ? std::vector{keys::KeyManagement::rsa_oaep, keys::KeyManagement::rsa_oaep_256}
                        : std::vector{keys::KeyManagement::ecdh_es, keys::KeyManagement::ecdh_es_a256kw})
                check_encrypted(on, keys::EncryptionKey::from_jwk(jwk, algorithm).value(), algorithm);
        }
        CHECK(keys_tried == on.stand.config().keys.encryption.size());
    }

    TEST_CASE("a client that registered an algorithm signs with no other, and one that must sign cannot leave it out")
    {
        SigningClient const on{[](idp::oauth::Client& client) {
            client.request_object_algorithm = keys::Algorithm::ps256;
            client.require_signed_request_object = true;
        }};
        CHECK(outcome_at_signer(on.visit(on.plain({{"request", on.object()}}))) == "invalid_request_object");
        CHECK(outcome_at_signer(on.visit(on.plain())) == "invalid_request");
    }

    TEST_CASE("who must sign must say from whom and for whom")
    {
        SigningClient const on{[](idp::oauth::Client& client) { client.require_signed_request_object = true; }};
        CHECK(outcome_at_signer(on.visit_object(on.object())) == "login");
        for (auto const* const name : {"iss", "aud"})
            CHECK(outcome_at_signer(on.visit(on.plain({{"request", on.object({{name, ""}})}}))) ==
                  "invalid_request_object");
    }

    TEST_CASE("an object by reference is fetched without the fragment, from a registered address alone")
    {
        SigningClient on;
        on.stand.web.answer("https://signer.example/request.jwt", on.object() + "\n");
        auto const with_uri = [&](std::string const& uri) { return on.visit(on.plain({{"request_uri", uri}})); };
        CHECK(outcome_at_signer(with_uri("https://signer.example/request.jwt")) == "login");
        CHECK(outcome_at_signer(with_uri("https://signer.example/request.jwt#2")) == "login");
        for (auto const* const uri :
             {"https://signer.example/request.jwt#3", "https://signer.example/request.jwt?x", "https://other.example/",
              "http://signer.example/request.jwt", "https://signer.example/REQUEST.jwt", "urn:example:request"})
            CHECK(outcome_at_signer(with_uri(uri)) == "invalid_request_uri");
        CHECK(on.stand.web.count("https://signer.example/request.jwt") == on.stand.web.requests().size());
    }

    TEST_CASE("an object that cannot be fetched is an invalid request_uri, and both ways at once are refused")
    {
        SigningClient on;
        auto const uri = "https://signer.example/request.jwt";
        CHECK(outcome_at_signer(on.visit(on.plain({{"request_uri", uri}}))) == "invalid_request_uri");
        on.stand.web.answer(uri, on.object());
        CHECK(outcome_at_signer(on.visit(on.plain({{"request_uri", uri}, {"request", on.object()}}))) ==
              "invalid_request");
    }

    TEST_CASE("a posted request object is kept and taken up by GET")
    {
        SigningClient const on;
        auto browser = on.stand.browser();
        auto const page = browser.request("POST", "/oauth2/authorize",
                                          encode_form({{"client_id", "signer"}, {"request", on.object()}}),
                                          {{"Content-Type", "application/x-www-form-urlencoded"}});
        REQUIRE(page.header("Location").starts_with("/oauth2/authorize/begin?flow="));
        CHECK(outcome_at_signer(browser.request("GET", page.header("Location"), "")) == "login");
    }
}

} // namespace zugang::tests
