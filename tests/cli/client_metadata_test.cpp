// Registered clients without a store: what metadata is read, and what is no client.
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
    CHECK(problem_of(R"("token_endpoint_auth_method":"private_key_jwt")").starts_with("token_endpoint_auth_method "));
    CHECK(problem_of(R"("id_token_signed_response_alg":"none")").starts_with("id_token_signed_response_alg "));
    CHECK(problem_of(R"("application_type":"desktop")").starts_with("application_type "));
    CHECK(problem_of(R"("response_types":["code","token"])").starts_with("response_types "));
    CHECK(problem_of(R"("subject_type":"pairwise")").starts_with("subject_type "));
}

TEST_CASE("metadata that asks for a protection this version lacks is refused, not weakened")
{
    CHECK(problem_of(R"("id_token_encrypted_response_alg":"RSA-OAEP")") ==
          "id_token_encrypted_response_alg is not available in this version");
    CHECK(problem_of(R"("jwks":{"keys":[]})") == "jwks is not available in this version");
    CHECK(problem_of(R"("dpop_bound_access_tokens":true)") ==
          "dpop_bound_access_tokens is not available in this version");
    CHECK(problem_of(R"("dpop_bound_access_tokens":false)").empty());
    CHECK(problem_of(R"("jwks":null)").empty());
    CHECK(problem_of(R"("contacts":["a@b.example"],"client_name#de":"Portal")").empty());
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
