// Which redirect addresses a client may use (RFC 9700 §2.1, RFC 8252 §7.3, §8.3).
#include "doctest.h"
#include "idp/oauth/redirect.hpp"

namespace zugang::idp::oauth {
namespace {

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
}

} // namespace zugang::idp::oauth
