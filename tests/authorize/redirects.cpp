// Which redirect addresses a client may use (RFC 9700 §2.1, RFC 8252 §7.3, §8.3).
#include "doctest.h"
#include "idp/oauth/authorization_request.hpp"
#include "idp/oauth/redirect.hpp"
#include <type_traits>

namespace zugang::idp::oauth {
namespace {

// An address becomes a VerifiedRedirect in check_redirect_uri and nowhere else, and no request exists without one: a
// forgotten check does not compile.
static_assert(!std::is_default_constructible_v<VerifiedRedirect>);
static_assert(!std::is_constructible_v<VerifiedRedirect, std::string>);
static_assert(!std::is_constructible_v<VerifiedRedirect, char const*>);
static_assert(!std::is_assignable_v<VerifiedRedirect&, std::string>);
static_assert(!std::is_default_constructible_v<AuthorizationRequest>);

// How another address is dressed up as a registered one.
constexpr std::string_view disguises[] = {"https://portal.example",
                                          "https://portal.example/",
                                          "https://portal.example/callback ",
                                          " https://portal.example/callback",
                                          "https://portal.example/callback\t",
                                          "https://portal.example/callback\n",
                                          "https://portal.example/callback\r\nX: y",
                                          "https://portal.example/callback%00",
                                          "https://portal.example/callback%2f",
                                          "https://portal.example/%63allback",
                                          "https://portal.example/callback/..",
                                          "https://portal.example/callback/../../",
                                          "https://portal.example/callback/..;/evil",
                                          "https://portal.example//callback",
                                          "https://portal.example/./callback",
                                          "https://portal.example\\callback",
                                          "https:\\\\portal.example\\callback",
                                          "https:portal.example/callback",
                                          "https:/portal.example/callback",
                                          "https:///portal.example/callback",
                                          "//portal.example/callback",
                                          "/callback",
                                          "callback",
                                          "HTTPS://portal.example/callback",
                                          "https://portal.example./callback",
                                          "https://portal.example:/callback",
                                          "https://portal.example:443/callback",
                                          "https://portal.example:0443/callback",
                                          "https://portal.example:80/callback",
                                          "https://portal.example@evil.example/callback",
                                          "https://portal.example:x@evil.example/callback",
                                          "https://evil.example@portal.example/callback",
                                          "https://portal.example%40evil.example/callback",
                                          "https://portal.example%2eevil.example/callback",
                                          "https://portal.example.evil.example/callback",
                                          "https://evilportal.example/callback",
                                          "https://evil.example/https://portal.example/callback",
                                          "https://evil.example?https://portal.example/callback",
                                          "https://evil.example#https://portal.example/callback",
                                          "https://portal.example。evil.example/",
                                          "https://portаl.example/callback",
                                          "https://[::1]/callback",
                                          "https://portal.example/callback?",
                                          "https://portal.example/callback#",
                                          "https://portal.example/callback?code=1",
                                          "https://portal.example/callback&x=y",
                                          "https://portal.example/cb",
                                          "https://portal.example/cb?tenant=8",
                                          "https://portal.example/cb?tenant=7&tenant=8",
                                          "https://portal.example/cb?tenant=7#f",
                                          "https://portal.example/cb?tenant=70",
                                          "javascript:alert(1)//https://portal.example/callback",
                                          "data:text/html,x",
                                          "blob:https://portal.example/callback",
                                          "file:///callback",
                                          "http://127.0.0.1/callback"};

Client native_client()
{
    Client client;
    client.type = ApplicationType::native;
    client.redirect_uris = {"http://127.0.0.1/callback", "http://[::1]:4000/callback", "org.example.app:/callback"};
    return client;
}

} // namespace

TEST_SUITE("redirect_uri")
{
    TEST_CASE("a native client may use any port of its loopback addresses, and nothing else may differ")
    {
        auto const client = native_client();
        for (auto const* const good :
             {"http://127.0.0.1/callback", "http://127.0.0.1:1/callback", "http://127.0.0.1:65535/callback",
              "http://[::1]/callback", "http://[::1]:5/callback", "org.example.app:/callback"}) {
            CAPTURE(good);
            CHECK(check_redirect_uri(client, good));
        }
        for (auto const* const bad :
             {"", "http://127.0.0.1:/callback", "http://127.0.0.1:123456/callback", "http://127.0.0.1:8a/callback",
              "http://127.0.0.1:80/callback/", "http://127.0.0.1:80/Callback", "http://127.0.0.1:80/callback?x",
              "http://127.0.0.1:80/callback#f", "http://127.0.0.1.example.org/callback",
              "http://127.0.0.1@example.org/callback", "http://127.0.0.1:80@example.org/callback",
              "http://localhost/callback", "http://localhost:80/callback", "https://127.0.0.1/callback",
              "http://127.0.0.2/callback", "http://127.0.0.1:80/../callback", "http://0.0.0.0:80/callback",
              "org.example.app:/Callback", "org.example.app://callback"}) {
            CAPTURE(bad);
            CHECK_FALSE(check_redirect_uri(client, bad));
        }
    }

    TEST_CASE("a web client's loopback port may not differ")
    {
        auto client = native_client();
        client.type = ApplicationType::web;
        CHECK(check_redirect_uri(client, "http://127.0.0.1/callback"));
        CHECK_FALSE(check_redirect_uri(client, "http://127.0.0.1:8080/callback"));
    }

    TEST_CASE("none of the known disguises of another address passes for a registered one")
    {
        Client client;
        client.redirect_uris = {"https://portal.example/callback", "https://portal.example/cb?tenant=7"};
        CHECK(check_redirect_uri(client, "https://portal.example/callback"));
        CHECK(check_redirect_uri(client, "https://portal.example/cb?tenant=7"));
        for (auto const bad : disguises) {
            CAPTURE(bad);
            CHECK_FALSE(check_redirect_uri(client, bad));
        }
        CHECK_FALSE(check_redirect_uri(client, std::string_view{"https://portal.example/callback\0", 32}));
    }
}

} // namespace zugang::idp::oauth
