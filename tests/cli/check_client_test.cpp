// What a whole client must fulfil: each rule with the client that keeps it and the one that breaks it alone.
#include "doctest.h"
#include "idp/oauth/client.hpp"
#include <functional>

namespace oauth = zugang::idp::oauth;
namespace keys = zugang::keys;

namespace {

using Change = std::function<void(oauth::Client&)>;
constexpr auto ciba = "urn:openid:params:grant-type:ciba";

/// A confidential web client that signs its assertions.
oauth::Client signing_client()
{
    oauth::Client client;
    client.id = "portal";
    client.name = "Portal";
    client.redirect_uris = {"https://portal.example/cb"};
    client.scope = {"openid"};
    client.auth_method = oauth::AuthMethod::private_key_jwt;
    client.jwks_uri = "https://portal.example/jwks";
    return client;
}

oauth::Client fapi2_client()
{
    auto client = signing_client();
    client.profile = oauth::Profile::fapi2;
    client.require_pushed_authorization_requests = true;
    client.dpop_bound_access_tokens = true;
    return client;
}

oauth::Client fapi_ciba_client()
{
    auto client = fapi2_client();
    client.profile = oauth::Profile::fapi_ciba;
    client.type = oauth::ApplicationType::service;
    client.redirect_uris.clear();
    client.grant_types = {ciba};
    client.response_types.clear();
    client.backchannel_request_algorithm = keys::Algorithm::ps256;
    return client;
}

std::string problem_of(oauth::Client client, Change const& change)
{
    change(client);
    auto const checked = oauth::check_client(client);
    return checked ? "" : checked.error().what;
}

/// Whether the change alone makes the client wrong, and the failure begins with the member's name.
bool is_refused(oauth::Client const& client, std::string_view member, Change const& change)
{
    REQUIRE(problem_of(client, [](oauth::Client&) {}).empty());
    auto const problem = problem_of(client, change);
    CAPTURE(problem);
    CHECK_FALSE(problem.empty());
    return problem.starts_with(member);
}

} // namespace

TEST_CASE("a client that signs or shows its own certificate has keys, in one place")
{
    auto const client = signing_client();
    CHECK(is_refused(client, "jwks ", [](auto& c) { c.jwks_uri.clear(); }));
    CHECK(is_refused(client, "jwks ", [](auto& c) { c.jwks = R"({"keys":[]})"; }));
    CHECK(is_refused(client, "jwks ", [](auto& c) {
        c.auth_method = oauth::AuthMethod::self_signed_tls_client_auth;
        c.jwks_uri.clear();
    }));
    CHECK(is_refused(client, "jwks_uri ", [](auto& c) { c.jwks_uri = "http://portal.example/jwks"; }));
    CHECK(problem_of(client, [](auto& c) { c.jwks_uri = "http://localhost:8081/jwks"; }).empty());
}

TEST_CASE("a key set that is handed over holds public keys alone")
{
    auto client = signing_client();
    client.jwks_uri.clear();
    client.jwks = R"({"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]})";
    CHECK(is_refused(client, "jwks ",
                     [](auto& c) { c.jwks = R"({"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}]})"; }));
    CHECK(is_refused(client, "jwks ", [](auto& c) { c.jwks = R"({"keys":[{"kty":"oct","k":"AA"}]})"; }));
    CHECK(is_refused(client, "jwks ", [](auto& c) { c.jwks = R"({"keys":5})"; }));
}

TEST_CASE("tls_client_auth compares one name, and no other method has one")
{
    auto client = signing_client();
    client.auth_method = oauth::AuthMethod::tls_client_auth;
    client.certificate_name = oauth::CertificateName{oauth::CertificateName::Kind::san_dns, "portal.example"};
    CHECK(is_refused(client, "tls_client_auth_", [](auto& c) { c.certificate_name.reset(); }));
    CHECK(is_refused(client, "tls_client_auth_", [](auto& c) { c.auth_method = oauth::AuthMethod::private_key_jwt; }));
}

TEST_CASE("a secret is hashed for the methods that send it and sealed for the one that signs with it")
{
    auto client = signing_client();
    client.auth_method = oauth::AuthMethod::client_secret_jwt;
    client.secret_sealed = zugang::Bytes{1};
    CHECK(is_refused(client, "client_secret ", [](auto& c) { c.secret_sealed.reset(); }));
    CHECK(is_refused(client, "client_secret ", [](auto& c) { c.secret_hash = zugang::Bytes{1}; }));
    CHECK(is_refused(client, "client_secret ", [](auto& c) { c.auth_method = oauth::AuthMethod::client_secret_post; }));
    CHECK(is_refused(signing_client(), "client_secret ", [](auto& c) { c.secret_sealed = zugang::Bytes{1}; }));
    CHECK(is_refused(signing_client(), "token_endpoint_auth_signing_alg ", [](auto& c) {
        c.auth_method = oauth::AuthMethod::client_secret_basic;
        c.secret_hash = zugang::Bytes{1};
        c.assertion_algorithm = keys::Algorithm::es256;
    }));
}

TEST_CASE("what is encrypted to a client or signed by it needs its keys")
{
    auto client = signing_client();
    client.auth_method = oauth::AuthMethod::client_secret_basic;
    client.secret_hash = zugang::Bytes{1};
    client.jwks_uri.clear();
    keys::JweChoice const choice;
    CHECK(is_refused(client, "id_token_encrypted_response_alg ", [&](auto& c) { c.id_token_encryption = choice; }));
    CHECK(is_refused(client, "userinfo_encrypted_response_alg ", [&](auto& c) { c.userinfo.encryption = choice; }));
    CHECK(is_refused(client, "introspection_encrypted_response_alg ",
                     [&](auto& c) { c.introspection.encryption = choice; }));
    CHECK(is_refused(client, "authorization_encrypted_response_alg ",
                     [&](auto& c) { c.authorization.encryption = choice; }));
    CHECK(is_refused(client, "request_object_signing_alg ",
                     [](auto& c) { c.request_object_algorithm = keys::Algorithm::es256; }));
    CHECK(
        is_refused(client, "require_signed_request_object ", [](auto& c) { c.require_signed_request_object = true; }));
    CHECK(problem_of(client, [&](auto& c) {
              c.id_token_encryption = choice;
              c.jwks_uri = "https://portal.example/jwks";
          }).empty());
}

TEST_CASE("a grant type is known, and some are for clients that authenticate")
{
    auto client = signing_client();
    client.auth_method = oauth::AuthMethod::none;
    client.jwks_uri.clear();
    CHECK(problem_of(client, [](auto& c) {
              c.grant_types = {"urn:ietf:params:oauth:grant-type:device_code"};
              c.response_types.clear();
          }).empty());
    for (auto const* const grant : {"client_credentials", ciba, "urn:ietf:params:oauth:grant-type:token-exchange"}) {
        CAPTURE(grant);
        CHECK(is_refused(client, "grant_types: ", [&](auto& c) { c.grant_types.emplace_back(grant); }));
        CHECK(problem_of(signing_client(), [&](auto& c) { c.grant_types.emplace_back(grant); }).empty());
    }
    CHECK(is_refused(client, "grant_types: ", [](auto& c) { c.grant_types = {"password"}; }));
    CHECK(is_refused(client, "grant_types: ", [](auto& c) {
        c.grant_types = {"refresh_token"};
        c.response_types.clear();
    }));
}

TEST_CASE("a response type rests on the grants of its words, and implicit ones need https")
{
    auto client = signing_client();
    client.grant_types = {"authorization_code", "implicit"};
    client.response_types = {"code", "code id_token", "id_token token"};
    CHECK(is_refused(client, "response_types: ", [](auto& c) { c.grant_types = {"authorization_code"}; }));
    CHECK(is_refused(client, "response_types: ", [](auto& c) { c.grant_types = {"implicit"}; }));
    CHECK(is_refused(client, "response_types: ", [](auto& c) { c.response_types = {"token"}; }));
    CHECK(is_refused(client, "redirect_uris: ", [](auto& c) { c.redirect_uris = {"http://localhost/cb"}; }));
    CHECK(problem_of(signing_client(), [](auto& c) { c.redirect_uris = {"http://localhost/cb"}; }).empty());
}

TEST_CASE("pairwise subjects of several hosts need a sector identifier")
{
    auto client = signing_client();
    client.subject_type = oauth::SubjectType::pairwise;
    client.redirect_uris = {"https://a.example/1", "https://a.example/2"};
    CHECK(is_refused(client, "sector_identifier_uri ",
                     [](auto& c) { c.redirect_uris.emplace_back("https://b.example/"); }));
    CHECK(problem_of(client, [](auto& c) {
              c.redirect_uris.emplace_back("https://b.example/");
              c.sector_identifier_uri = "https://a.example/sector";
          }).empty());
}

TEST_CASE("addresses this server goes to are https, a front-channel page is on a host of the client")
{
    auto const client = signing_client();
    CHECK(is_refused(client, "request_uris: ", [](auto& c) { c.request_uris = {"http://a.example/r"}; }));
    CHECK(problem_of(client, [](auto& c) { c.request_uris = {"https://a.example/r#hash"}; }).empty());
    CHECK(is_refused(client, "initiate_login_uri ", [](auto& c) { c.initiate_login_uri = "http://localhost/login"; }));
    CHECK(is_refused(client, "backchannel_logout_uri ", [](auto& c) { c.backchannel_logout_uri = "ftp://a.example"; }));
    CHECK(is_refused(client, "backchannel_logout_uri ",
                     [](auto& c) { c.backchannel_logout_uri = "https://portal.example/b#x"; }));
    CHECK(is_refused(client, "frontchannel_logout_uri ",
                     [](auto& c) { c.frontchannel_logout_uri = "https://other.example/f"; }));
    CHECK(problem_of(client, [](auto& c) { c.frontchannel_logout_uri = "https://portal.example/f"; }).empty());
}

TEST_CASE("a client that is pinged says where")
{
    auto client = fapi_ciba_client();
    client.ping_mode = oauth::PingMode::ping;
    client.notification_endpoint = "https://portal.example/ping";
    CHECK(is_refused(client, "backchannel_client_notification_endpoint ",
                     [](auto& c) { c.notification_endpoint.clear(); }));
    CHECK(is_refused(signing_client(), "backchannel_token_delivery_mode ", [](auto& c) {
        c.ping_mode = oauth::PingMode::ping;
        c.notification_endpoint = "https://portal.example/ping";
    }));
}

TEST_CASE("the profile fapi2 wants strong authentication, bound tokens, pushed requests, and codes alone")
{
    auto const client = fapi2_client();
    CHECK(is_refused(client, "token_endpoint_auth_method ", [](auto& c) {
        c.auth_method = oauth::AuthMethod::client_secret_basic;
        c.secret_hash = zugang::Bytes{1};
    }));
    CHECK(is_refused(client, "token_endpoint_auth_method ", [](auto& c) { c.auth_method = oauth::AuthMethod::none; }));
    CHECK(is_refused(client, "dpop_bound_access_tokens ", [](auto& c) { c.dpop_bound_access_tokens = false; }));
    CHECK(problem_of(client, [](auto& c) {
              c.dpop_bound_access_tokens = false;
              c.certificate_bound_access_tokens = true;
          }).empty());
    CHECK(is_refused(client, "require_pushed_authorization_requests ",
                     [](auto& c) { c.require_pushed_authorization_requests = false; }));
    CHECK(is_refused(client, "zugang_require_pkce ", [](auto& c) { c.require_pkce = false; }));
    CHECK(is_refused(client, "redirect_uris: ", [](auto& c) { c.redirect_uris = {"http://localhost/cb"}; }));
    CHECK(is_refused(client, "response_types ", [](auto& c) {
        c.grant_types = {"authorization_code", "implicit"};
        c.response_types = {"code id_token"};
    }));
}

TEST_CASE("RS256 is nowhere in a FAPI profile")
{
    auto const rs256 = keys::Algorithm::rs256;
    for (auto const& client : {fapi2_client(), fapi_ciba_client()}) {
        CHECK(is_refused(client, "id_token_signed_response_alg", [&](auto& c) { c.id_token_algorithm = rs256; }));
        CHECK(is_refused(client, "userinfo_signed_response_alg", [&](auto& c) { c.userinfo.algorithm = rs256; }));
        CHECK(is_refused(client, "introspection_signed_response_alg",
                         [&](auto& c) { c.introspection.algorithm = rs256; }));
        CHECK(is_refused(client, "authorization_signed_response_alg",
                         [&](auto& c) { c.authorization.algorithm = rs256; }));
        CHECK(is_refused(client, "token_endpoint_auth_signing_alg", [&](auto& c) { c.assertion_algorithm = rs256; }));
        CHECK(is_refused(client, "request_object_signing_alg", [&](auto& c) { c.request_object_algorithm = rs256; }));
        CHECK(is_refused(client, "backchannel_authentication_request_signing_alg",
                         [&](auto& c) { c.backchannel_request_algorithm = rs256; }));
    }
}

TEST_CASE("the profile fapi-ciba wants signed requests and the grant it is about")
{
    auto const client = fapi_ciba_client();
    CHECK(is_refused(client, "backchannel_authentication_request_signing_alg ",
                     [](auto& c) { c.backchannel_request_algorithm.reset(); }));
    CHECK(is_refused(client, "grant_types: ", [](auto& c) { c.grant_types.emplace_back("client_credentials"); }));
    CHECK(is_refused(client, "grant_types: ", [](auto& c) { c.grant_types = {"client_credentials"}; }));
    CHECK(is_refused(client, "dpop_bound_access_tokens ", [](auto& c) { c.dpop_bound_access_tokens = false; }));
}

TEST_CASE("a client asks only for algorithms and response types the server offers")
{
    auto client = signing_client();
    oauth::Offer const offer{.algorithms = {"ES256", "RS256"}, .implicit = false};
    CHECK(oauth::check_offered(client, offer));
    client.userinfo.algorithm = keys::Algorithm::ps256;
    CHECK(oauth::check_offered(client, offer).error().what.starts_with("userinfo_signed_response_alg: "));
    client = signing_client();
    client.grant_types = {"authorization_code", "implicit"};
    CHECK(oauth::check_offered(client, offer).error().what.starts_with("grant_types: "));
    CHECK(oauth::check_offered(client, {.algorithms = {"ES256"}, .implicit = true}));
}
