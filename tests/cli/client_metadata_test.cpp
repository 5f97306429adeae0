// Registered clients without a store: what metadata is read, and what is no client.
#include "base/json.hpp"
#include "doctest.h"
#include "idp/oauth/client.hpp"

namespace oauth = zugang::idp::oauth;
namespace keys = zugang::keys;

namespace {

oauth::Client web_client()
{
    oauth::Client client;
    client.id = "portal";
    client.name = "Portal";
    client.redirect_uris = {"https://portal.example/cb"};
    client.scope = {"openid"};
    client.secret_hash = oauth::hash_client_secret("secret");
    return client;
}

oauth::Client native_client()
{
    auto client = web_client();
    client.type = oauth::ApplicationType::native;
    client.auth_method = oauth::AuthMethod::none;
    client.secret_hash.reset();
    return client;
}

bool may_register(oauth::Client client, std::string const& uri)
{
    client.redirect_uris = {uri};
    return oauth::check_client(client).has_value();
}

std::string problem_of(std::string const& member)
{
    auto const parsed =
        oauth::parse_client_metadata(R"({"client_id":"a","redirect_uris":["https://a.example/"],)" + member + "}");
    return parsed ? "" : parsed.error().what;
}

} // namespace

TEST_CASE("a web client redirects to https, or to this machine")
{
    for (auto const* const uri :
         {"https://portal.example/cb", "https://portal.example", "https://portal.example:8443/cb?x=1",
          "http://localhost:8081/cb", "http://127.0.0.1:8081/cb", "http://[::1]/cb"})
        CHECK_MESSAGE(may_register(web_client(), uri), uri);
    for (auto const* const uri : {"http://portal.example/cb",
                                  "http://localhost.example/cb",
                                  "http://127.0.0.1.example/cb",
                                  "http://127.0.0.2/cb",
                                  "https://portal.example/cb#",
                                  "https://portal.example/cb#x",
                                  "https://user@portal.example/",
                                  "https://*.example/cb",
                                  "https://portal.example/*",
                                  "/cb",
                                  "portal.example/cb",
                                  "",
                                  "https:///cb",
                                  "https://portal.example/c b",
                                  "https://portal.example\\@evil.example/",
                                  "javascript:alert(1)",
                                  "data:text/html,x",
                                  "file:///etc/passwd",
                                  "com.example.app:/cb",
                                  "ftp://portal.example/"})
        CHECK_MESSAGE(!may_register(web_client(), uri), uri);
}

TEST_CASE("a native client may redirect to a private scheme that is a domain name backwards")
{
    CHECK(may_register(native_client(), "com.example.app:/cb"));
    CHECK(may_register(native_client(), "http://127.0.0.1/cb"));
    CHECK(may_register(native_client(), "https://app.example/cb"));
    for (auto const* const uri : {"myapp:/cb", "javascript:alert(1)", "http://app.example/cb", "com.example.app:/cb#x"})
        CHECK_MESSAGE(!may_register(native_client(), uri), uri);
}

TEST_CASE("an address is registered up to 2048 characters")
{
    std::string const start = "https://a.example/";
    CHECK(may_register(web_client(), start + std::string(2048 - start.size(), 'x')));
    CHECK(!may_register(web_client(), start + std::string(2049 - start.size(), 'x')));
}

TEST_CASE("what is registered can be read back: at most 64 KiB in all")
{
    auto client = web_client();
    std::string const start = "https://a.example/";
    client.redirect_uris.assign(31, start + std::string(2000, 'x'));
    CHECK(oauth::check_client(client));
    CHECK(oauth::parse_client_metadata(oauth::to_metadata(client)));
    client.redirect_uris.assign(33, start + std::string(2000, 'x'));
    CHECK(!oauth::check_client(client));
    client.redirect_uris.assign(100, start);
    CHECK(oauth::check_client(client));
    client.redirect_uris.assign(101, start);
    CHECK(!oauth::check_client(client));
}

TEST_CASE("addresses after sign-out are checked like redirect addresses")
{
    auto client = web_client();
    client.post_logout_redirect_uris = {"https://portal.example/"};
    CHECK(oauth::check_client(client));
    client.post_logout_redirect_uris = {"http://portal.example/"};
    CHECK(oauth::check_client(client).error().what.starts_with("post_logout_redirect_uris: "));
}

TEST_CASE("links shown to people are https")
{
    auto client = web_client();
    client.policy_uri = "https://portal.example/privacy";
    CHECK(oauth::check_client(client));
    client.policy_uri = "javascript:alert(1)";
    CHECK(oauth::check_client(client).error().what.starts_with("policy_uri "));
}

TEST_CASE("a client id has 1 to 255 visible ASCII characters")
{
    auto client = web_client();
    auto const is_id = [&](std::string id) {
        client.id = std::move(id);
        return oauth::check_client(client).has_value();
    };
    CHECK(is_id("a"));
    CHECK(is_id(std::string(255, 'a')));
    CHECK(is_id("https://portal.example/client"));
    CHECK(!is_id(""));
    CHECK(!is_id(std::string(256, 'a')));
    CHECK(!is_id("a b"));
    CHECK(!is_id("a\n"));
    CHECK(!is_id("ä"));
}

TEST_CASE("a client name has at most 200 characters, none of them a control character")
{
    auto client = web_client();
    auto const is_name = [&](std::string name) {
        client.name = std::move(name);
        return oauth::check_client(client).has_value();
    };
    std::string umlauts;
    for (int i = 0; i < 200; ++i)
        umlauts += "ä";
    CHECK(is_name(umlauts));
    CHECK(!is_name(umlauts + "a"));
    CHECK(!is_name("a\nb"));
    CHECK(!is_name("\xff"));
}

TEST_CASE("a confidential client has a secret and a public one has none")
{
    auto client = web_client();
    client.secret_hash.reset();
    CHECK(!oauth::check_client(client));
    client = native_client();
    CHECK(oauth::check_client(client));
    client.secret_hash = oauth::hash_client_secret("secret");
    CHECK(!oauth::check_client(client));
}

TEST_CASE("metadata is read back as it was written")
{
    auto client = web_client();
    client.post_logout_redirect_uris = {"https://portal.example/"};
    client.scope = {"openid", "email", "offline_access"};
    client.id_token_algorithm = keys::Algorithm::ps256;
    client.trusted = true;
    client.require_pkce = false;
    client.client_uri = "https://portal.example/start";
    client.logo_uri = "https://portal.example/logo.svg";
    client.policy_uri = "https://portal.example/privacy";
    client.tos_uri = "https://portal.example/terms";
    auto const read = oauth::from_row({client.id, oauth::to_metadata(client), client.secret_hash, {}, {}});
    CHECK(oauth::to_metadata(read) == oauth::to_metadata(client));
    CHECK(read.secret_hash == client.secret_hash);
    CHECK(read.id_token_algorithm == keys::Algorithm::ps256);
    CHECK(read.trusted);
    CHECK(!read.require_pkce);
    CHECK(read.tos_uri == client.tos_uri);
}

TEST_CASE("a row this program did not write is an error of the program")
{
    CHECK_THROWS_AS(std::ignore = oauth::from_row({"a", "[]", {}, {}, {}}), std::logic_error);
    CHECK_THROWS_AS(std::ignore = oauth::from_row({"a", R"({"redirect_uris":5})", {}, {}, {}}), std::logic_error);
}

TEST_CASE("a member of the wrong type or with an unknown value is named")
{
    CHECK(problem_of(R"("client_name":5)") == "client_name must be a string");
    CHECK(problem_of(R"("scope":["openid"])") == "scope must be a string");
    CHECK(problem_of(R"("post_logout_redirect_uris":"https://a.example/")") ==
          "post_logout_redirect_uris must be an array of strings");
    CHECK(problem_of(R"("grant_types":[5])") == "grant_types must be an array of strings");
    CHECK(problem_of(R"("zugang_trusted":"yes")") == "zugang_trusted must be true or false");
    CHECK(problem_of(R"("token_endpoint_auth_method":"magic")").starts_with("token_endpoint_auth_method "));
    CHECK(problem_of(R"("jwks":"{}")") == "jwks must be an object");
    CHECK(problem_of(R"("default_max_age":"5")") == "default_max_age must be a whole number");
    CHECK(problem_of(R"("id_token_signed_response_alg":"none")").starts_with("id_token_signed_response_alg "));
    CHECK(problem_of(R"("application_type":"desktop")").starts_with("application_type "));
    CHECK(problem_of(R"("subject_type":"shared")").starts_with("subject_type "));
    CHECK(problem_of(R"("userinfo_encrypted_response_alg":"RSA1_5")").starts_with("userinfo_encrypted_response_alg "));
    CHECK(problem_of(R"("id_token_encrypted_response_enc":"A128GCM")").starts_with("id_token_encrypted_response_enc "));
    CHECK(problem_of(R"("backchannel_token_delivery_mode":"push")").starts_with("backchannel_token_delivery_mode "));
    CHECK(problem_of(R"("tls_client_auth_san_dns":"a","tls_client_auth_san_ip":"::1")")
              .starts_with("tls_client_auth_san_ip "));
    CHECK(problem_of(R"("token_endpoint_auth_method":"client_secret_jwt","token_endpoint_auth_signing_alg":"ES256")")
              .starts_with("token_endpoint_auth_signing_alg "));
}

TEST_CASE("null counts as absent, and what is not understood is left aside")
{
    CHECK(problem_of(R"("jwks":null,"dpop_bound_access_tokens":null,"default_max_age":null)").empty());
    CHECK(problem_of(R"("client_name#de":"Portal","tomorrow":{"a":[1]})").empty());
}

TEST_CASE("a foreign client is signed to with RS256 unless it or its profile says otherwise")
{
    auto const algorithm_of = [](std::string const& members) {
        return oauth::parse_client_metadata(R"({"client_id":"a")" + members + "}").value().id_token_algorithm;
    };
    CHECK(algorithm_of("") == keys::Algorithm::rs256);
    CHECK(algorithm_of(R"(,"id_token_signed_response_alg":"EdDSA")") == keys::Algorithm::eddsa);
    CHECK(algorithm_of(R"(,"zugang_profile":"fapi2")") == keys::Algorithm::es256);
}

TEST_CASE("grant types and response types follow from each other where one is left out")
{
    auto const client_of = [](std::string const& members) {
        return oauth::parse_client_metadata("{" + members + "}").value();
    };
    CHECK(client_of("").grant_types == std::vector<std::string>{"authorization_code"});
    CHECK(client_of(R"("response_types":["id_token token"])").grant_types == std::vector<std::string>{"implicit"});
    CHECK(client_of(R"("response_types":["token id_token"])").response_types ==
          std::vector<std::string>{"id_token token"});
    CHECK(client_of(R"("response_types":["code id_token"],"scope":"openid offline_access")").grant_types ==
          std::vector<std::string>{"authorization_code", "implicit", "refresh_token"});
    CHECK(client_of(R"("grant_types":["client_credentials"])").response_types.empty());
}

TEST_CASE("an imported secret has 32 to 1024 characters")
{
    auto const with_secret = [](std::string const& secret) {
        return problem_of("\"client_secret\":\"" + secret + "\"");
    };
    CHECK(!with_secret(std::string(31, 'x')).empty());
    CHECK(with_secret(std::string(32, 'x')).empty());
    CHECK(with_secret(std::string(1024, 'x')).empty());
    CHECK(!with_secret(std::string(1025, 'x')).empty());
    CHECK(!with_secret(std::string(32, 'x') + "ä").empty());
    CHECK(with_secret(std::string(31, 'x')).find("xxx") == std::string::npos);
}

TEST_CASE("every member is read back as it was written")
{
    // One client with a value in each member. What its parts have to do with each other is check_client's business.
    std::string const every =
        R"({"client_id":"a","client_name":"A","zugang_type":"spa","zugang_profile":"fapi-ciba",)"
        R"("redirect_uris":["https://a.example/cb"],"grant_types":["authorization_code"],)"
        R"("response_types":["code id_token"],"scope":"openid email","zugang_trusted":true,)"
        R"("zugang_require_pkce":false,"zugang_refresh_token":"alone",)"
        R"("zugang_exchange_resources":["https://files.example/"],)"
        R"("token_endpoint_auth_method":"tls_client_auth","token_endpoint_auth_signing_alg":"PS256",)"
        R"("jwks":{"keys":[]},"jwks_uri":"https://a.example/jwks","tls_client_auth_san_uri":"urn:a",)"
        R"("tls_client_certificate_bound_access_tokens":true,"dpop_bound_access_tokens":true,)"
        R"("id_token_signed_response_alg":"EdDSA","id_token_encrypted_response_alg":"ECDH-ES",)"
        R"("id_token_encrypted_response_enc":"A256GCM","userinfo_signed_response_alg":"RS256",)"
        R"("userinfo_encrypted_response_alg":"RSA-OAEP","userinfo_encrypted_response_enc":"A128CBC-HS256",)"
        R"("introspection_signed_response_alg":"ES256","introspection_encrypted_response_alg":"RSA-OAEP-256",)"
        R"("introspection_encrypted_response_enc":"A256CBC-HS512","authorization_signed_response_alg":"PS256",)"
        R"("authorization_encrypted_response_alg":"ECDH-ES+A128KW","authorization_encrypted_response_enc":"A128GCM",)"
        R"("subject_type":"pairwise","sector_identifier_uri":"https://a.example/sector",)"
        R"("request_object_signing_alg":"ES384","request_object_encryption_alg":"ECDH-ES+A256KW",)"
        R"("request_object_encryption_enc":"A128GCM","require_signed_request_object":true,)"
        R"("require_pushed_authorization_requests":true,"request_uris":["https://a.example/r#1"],)"
        R"("default_max_age":60,"require_auth_time":true,"default_acr_values":["phr"],)"
        R"("authorization_details_types":["payment"],"backchannel_token_delivery_mode":"ping",)"
        R"("backchannel_client_notification_endpoint":"https://a.example/ping",)"
        R"("backchannel_authentication_request_signing_alg":"ES256",)"
        R"("post_logout_redirect_uris":["https://a.example/"],"backchannel_logout_uri":"https://a.example/b",)"
        R"("backchannel_logout_session_required":true,"frontchannel_logout_uri":"https://a.example/f",)"
        R"("frontchannel_logout_session_required":true,"client_uri":"https://a.example/c",)"
        R"("logo_uri":"https://a.example/l","policy_uri":"https://a.example/p","tos_uri":"https://a.example/t",)"
        R"("initiate_login_uri":"https://a.example/i","contacts":["max@a.example"],"software_id":"s",)"
        R"("software_version":"7"})";
    auto const given = zugang::Json::parse(every).value();
    auto const written = zugang::Json::parse(oauth::to_metadata(oauth::parse_client_metadata(every).value())).value();
    for (auto const& [name, value] : given.members())
        CHECK_MESSAGE(written.find(name).value().dump() == value.dump(), name);
    CHECK(written.members().size() == given.members().size() + 2); // application_type, backchannel_user_code_parameter
}

TEST_CASE("the type of a foreign client is told from the standard members")
{
    auto const type_of = [](std::string const& members) {
        return oauth::parse_client_metadata("{" + members + "}").value().type;
    };
    CHECK(type_of(R"("client_id":"a")") == oauth::ApplicationType::web);
    CHECK(type_of(R"("token_endpoint_auth_method":"none")") == oauth::ApplicationType::spa);
    CHECK(type_of(R"("application_type":"native")") == oauth::ApplicationType::native);
    CHECK(type_of(R"("grant_types":["client_credentials"])") == oauth::ApplicationType::service);
    CHECK(type_of(R"("zugang_type":"spa","application_type":"web")") == oauth::ApplicationType::spa);
}

TEST_CASE("what is no JSON object is no metadata")
{
    for (auto const* const text : {"", "[]", "null", "5", "{", R"({"a":1,"a":2})"})
        CHECK_MESSAGE(!oauth::parse_client_metadata(text), text);
}
