// response_type and response_mode (OAuth 2.0 Multiple Response Types, JARM §2.3), and who may ask for which.
#include "base/url.hpp"
#include "doctest.h"
#include "tests/support/relying_party.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

constexpr auto hybrid_callback = "https://hybrid.example/callback";

struct HybridStand {
    Stand stand;

    explicit HybridStand(bool implicit = true, bool bound = false)
        : stand{Engine::sqlite, {.configure = [=](idp::config::Config& config) { config.oidc.implicit = implicit; }}}
    {
        idp::oauth::Client client;
        client.id = "hybrid";
        client.redirect_uris = {hybrid_callback};
        client.scope = {"openid", "email", "offline_access"};
        client.response_types = {"code", "id_token", "code id_token", "code token"};
        client.grant_types = {"authorization_code", "implicit"};
        client.dpop_bound_access_tokens = bound;
        stand.add_client(client);
    }

    /// Where the answer to a request that nobody need be asked for goes.
    std::string location(Fields const& changes)
    {
        auto const plain =
            portal_request({{"client_id", "hybrid"}, {"redirect_uri", hybrid_callback}, {"scope", "openid"}});
        auto browser = stand.browser();
        return browser.request("GET", authorize_address(changed(plain, changes)), "").header("Location");
    }
};

bool is_error(std::string const& location, char separator, std::string const& error)
{
    return location.starts_with(hybrid_callback + std::string(1, separator) + "error=" + error + "&");
}

} // namespace

TEST_SUITE("response types")
{
    TEST_CASE("a registered combination is taken in any order of its words, another one is not")
    {
        HybridStand on;
        for (auto const* const type : {"code", "id_token", "code id_token", "id_token code", "token code"})
            CHECK(on.location({{"response_type", type}}).starts_with("/login?flow="));
        for (auto const* const type : {"id_token token", "token id_token", "token id_token code"})
            CHECK(is_error(on.location({{"response_type", type}}), '#', "unauthorized_client"));
        for (auto const* const type : {"token", "none", "id_token id_token"})
            CHECK(is_error(on.location({{"response_type", type}}), '?', "unsupported_response_type"));
    }

    TEST_CASE("without the operator's setting only code is supported, whatever the client registered")
    {
        HybridStand on{/*implicit=*/false};
        CHECK(on.location({}).starts_with("/login?flow="));
        CHECK(is_error(on.location({{"response_type", "id_token"}}), '#', "unsupported_response_type"));
        CHECK(is_error(on.location({{"response_type", "code token"}}), '#', "unsupported_response_type"));
    }

    TEST_CASE("a client whose access tokens are bound to a key gets none where no key is proved")
    {
        HybridStand bound{/*implicit=*/true, /*bound=*/true};
        CHECK(is_error(bound.location({{"response_type", "code token"}}), '#', "unauthorized_client"));
        CHECK(bound.location({{"response_type", "code id_token"}}).starts_with("/login?flow="));
    }

    TEST_CASE("an ID token from the authorization endpoint needs a nonce and the scope word openid")
    {
        HybridStand on;
        Fields const no_nonce{{"response_type", "code id_token"}, {"nonce", ""}};
        CHECK(is_error(on.location(no_nonce), '#', "invalid_request"));
        CHECK(on.location({{"response_type", "code token"}, {"nonce", ""}}).starts_with("/login?flow="));
        CHECK(is_error(on.location({{"response_type", "id_token"}, {"scope", "email"}}), '#', "invalid_scope"));
    }

    TEST_CASE("a token never travels in a query, and an error keeps to the mode that was asked for")
    {
        HybridStand on;
        for (auto const* const mode : {"query", "query.jwt"})
            CHECK(is_error(on.location({{"response_type", "code token"}, {"response_mode", mode}}), '#',
                           "invalid_request"));
        CHECK(is_error(on.location({{"prompt", "none"}, {"response_mode", "fragment"}}), '#', "login_required"));
        CHECK(is_error(on.location({{"prompt", "none"}}), '?', "login_required"));
        CHECK(is_error(on.location({{"prompt", "none"}, {"response_type", "id_token"}}), '#', "login_required"));
    }
}

} // namespace zugang::tests
