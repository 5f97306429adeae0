// Token exchange (RFC 8693).
#include "store/grants.hpp"
#include "tests/token/token_client.hpp"

namespace zugang::tests {
namespace {

constexpr auto exchange_grant = "urn:ietf:params:oauth:grant-type:token-exchange";
constexpr auto access_type = "urn:ietf:params:oauth:token-type:access_token";
constexpr auto api = "https://api.example/";
constexpr auto files = "https://files.example/";
constexpr auto archive = "https://archive.example/";

idp::oauth::Client exchanging_client(std::string id, std::vector<std::string> resources,
                                     std::vector<std::string> grant_types = {exchange_grant})
{
    auto client = posting_client(std::move(id), std::move(grant_types));
    client.exchange_resources = std::move(resources);
    return client;
}

/// The portal asks the API with the person's token; the API, a client by its address, asks the files for the person.
struct WithServices {
    Stand stand{Engine::sqlite,
                {.configure = [](idp::config::Config& config) { config.oidc.resources = {api, files, archive}; }}};
    TokenAnswer portal_tokens;

    WithServices()
    {
        stand.add_client(posting_client("web", {"authorization_code", "refresh_token"}));
        stand.add_client(exchanging_client(api, {files}, {exchange_grant, "client_credentials"}));
        stand.add_client(exchanging_client(files, {api}));
        stand.add_account(token_person, token_password);
        portal_tokens = sign_in_and_redeem(stand, "web", {{"scope", "openid profile email"}, {"resource", api}});
        REQUIRE(portal_tokens.page.status == 200);
    }
    TokenAnswer exchange(std::string const& client_id, std::string const& token, Fields const& changes = {},
                         std::vector<http::Header> headers = {})
    {
        return ask_token(stand, client_id,
                         changed({{"grant_type", exchange_grant},
                                  {"subject_token", token},
                                  {"subject_token_type", access_type},
                                  {"resource", files}},
                                 changes),
                         std::move(headers));
    }
};

} // namespace

TEST_SUITE("token exchange")
{
    TEST_CASE_FIXTURE(WithServices, "a service gets a token for the next one, for the same person, and says who acts")
    {
        auto const answer = exchange(api, portal_tokens.access_token());
        REQUIRE(answer.page.status == 200);
        CHECK(answer.text("issued_token_type") == access_type);
        CHECK(answer.text("token_type") == "Bearer");
        CHECK(answer.text("scope") == "profile email");
        CHECK(answer.refresh_token().empty());
        CHECK(answer.text("id_token").empty());
        auto const claims = TokenAnswer::claims(answer.access_token());
        auto const before = TokenAnswer::claims(portal_tokens.access_token());
        CHECK(claims.string("sub") == before.string("sub"));
        CHECK(claims.string("grant_id") == before.string("grant_id"));
        CHECK(claims.string("client_id") == api);
        CHECK(claims.string("aud") == files);
        REQUIRE(claims.find("act"));
        CHECK(claims.find("act")->string("sub") == api);
    }

    TEST_CASE_FIXTURE(WithServices, "each hand it goes through stands in act, the newest outside")
    {
        auto const second = exchange(api, portal_tokens.access_token());
        auto const third = exchange(files, second.access_token(), {{"resource", api}});
        REQUIRE(third.page.status == 200);
        auto const act = TokenAnswer::claims(third.access_token()).find("act");
        REQUIRE(act);
        CHECK(act->string("sub") == files);
        REQUIRE(act->find("act"));
        CHECK(act->find("act")->string("sub") == api);
    }

    TEST_CASE_FIXTURE(WithServices, "the new token lives no longer than the old one, and dies with the grant")
    {
        stand.clock.advance(std::chrono::minutes{4});
        auto const answer = exchange(api, portal_tokens.access_token());
        CHECK(Json::parse(answer.page.body)->integer("expires_in") == 60);
        auto const claims = TokenAnswer::claims(answer.access_token());
        CHECK(claims.integer("exp") == TokenAnswer::claims(portal_tokens.access_token()).integer("exp"));
        stand.database().write([&](store::Connection& tx) {
            store::grants::revoke(tx, claims.string("grant_id").value_or(""), stand.clock.now());
        });
        CHECK(exchange(files, answer.access_token(), {{"resource", api}}).error() == "invalid_request");
        CHECK(exchange(api, portal_tokens.access_token()).error() == "invalid_request");
    }

    TEST_CASE_FIXTURE(WithServices, "a token that is not for the client cannot be exchanged by it")
    {
        CHECK(exchange(files, portal_tokens.access_token(), {{"resource", api}}).error() == "invalid_request");
        CHECK(exchange("web", portal_tokens.access_token()).error() == "unauthorized_client");
        stand.add_client(exchanging_client("own", {files}, {"authorization_code", exchange_grant}));
        auto const own = sign_in_and_redeem(stand, "own", {{"scope", "openid profile"}});
        auto const narrowed = exchange("own", own.access_token());
        REQUIRE(narrowed.page.status == 200);
        CHECK_FALSE(TokenAnswer::claims(narrowed.access_token()).has("act")); // nobody but itself acts
    }

    TEST_CASE_FIXTURE(WithServices, "scope only narrows, and what is good here alone is left out")
    {
        CHECK(exchange(api, portal_tokens.access_token(), {{"scope", "profile"}}).text("scope") == "profile");
        for (auto const* const scope : {"customer", "openid", "offline_access", "profile customer"})
            CHECK(exchange(api, portal_tokens.access_token(), {{"scope", scope}}).error() == "invalid_scope");
    }

    TEST_CASE_FIXTURE(WithServices, "the target is one of this server's resources, by resource or audience")
    {
        auto const by_audience = exchange(api, portal_tokens.access_token(), {{"resource", ""}, {"audience", files}});
        CHECK(TokenAnswer::claims(by_audience.access_token()).string("aud") == files);
        for (std::string const wrong : {"https://evil.example/", "files", "https://files.example/#x"}) {
            CHECK(exchange(api, portal_tokens.access_token(), {{"resource", wrong}}).error() == "invalid_target");
            CHECK(exchange(api, portal_tokens.access_token(), {{"audience", wrong}}).error() == "invalid_target");
        }
        CHECK(exchange(api, portal_tokens.access_token(), {{"resource", ""}}).error() == "invalid_target");
        CHECK(exchange(api, portal_tokens.access_token(), {{"resource", stand.address("")}}).error() ==
              "invalid_target");
    }

    TEST_CASE_FIXTURE(WithServices, "a service reaches what the operator named for it, and no other resource")
    {
        auto const token = portal_tokens.access_token();
        CHECK(exchange(api, token).page.status == 200);
        for (auto const* const member : {"resource", "audience"}) {
            auto const answer = exchange(api, token, {{"resource", ""}, {member, archive}});
            CHECK(answer.page.status == 400);
            CHECK(answer.error() == "invalid_target");
        }
        CHECK(exchange(api, token, {{"audience", archive}}).error() == "invalid_target"); // one of two is too many
        // What the portal was granted is not the service's: neither with the portal's token nor with one made of it.
        auto const shown = sign_in_and_redeem(stand, "web", {{"scope", "openid profile"}, {"resource", api}});
        CHECK(exchange(api, shown.access_token(), {{"resource", api}}).error() == "invalid_target");
        auto const first = exchange(api, shown.access_token());
        CHECK(exchange(api, first.access_token(), {{"resource", api}}).error() == "invalid_target");
    }

    TEST_CASE_FIXTURE(WithServices, "a client's own token can be exchanged for what its grant covers already")
    {
        stand.add_client(posting_client("own", {"authorization_code", exchange_grant}));
        auto const own = sign_in_and_redeem(stand, "own", {{"scope", "openid profile"}, {"resource", files}});
        auto const answer = exchange("own", own.access_token());
        REQUIRE(answer.page.status == 200);
        CHECK(TokenAnswer::claims(answer.access_token()).string("aud") == files);
        CHECK(exchange("own", own.access_token(), {{"resource", api}}).error() == "invalid_target");
        auto const plain = sign_in_and_redeem(stand, "own", {{"scope", "openid profile"}});
        CHECK(exchange("own", plain.access_token()).error() == "invalid_target");
    }

    TEST_CASE_FIXTURE(WithServices, "an actor token must be the client's own")
    {
        auto const own = ask_token(stand, api, {{"grant_type", "client_credentials"}}).access_token();
        Fields const with_own{{"actor_token", own}, {"actor_token_type", access_type}};
        auto const answer = exchange(api, portal_tokens.access_token(), with_own);
        REQUIRE(answer.page.status == 200);
        CHECK(TokenAnswer::claims(answer.access_token()).find("act")->string("sub") == api);
        Fields const with_foreign{{"actor_token", portal_tokens.access_token()}, {"actor_token_type", access_type}};
        CHECK(exchange(api, portal_tokens.access_token(), with_foreign).error() == "invalid_request");
        CHECK(exchange(api, portal_tokens.access_token(), {{"actor_token_type", access_type}}).error() ==
              "invalid_request");
        CHECK(exchange(api, portal_tokens.access_token(), {{"actor_token", own}}).error() == "invalid_request");
        CHECK(exchange(api, own).error() == "invalid_request"); // it stands for no person
    }

    TEST_CASE_FIXTURE(WithServices, "what is missing, of another type, or no token is an invalid request")
    {
        auto const token = portal_tokens.access_token();
        CHECK(exchange(api, "").error() == "invalid_request");
        CHECK(exchange(api, "nonsense").error() == "invalid_request");
        CHECK(exchange(api, portal_tokens.text("id_token")).error() == "invalid_request");
        CHECK(exchange(api, token, {{"subject_token_type", ""}}).error() == "invalid_request");
        CHECK(exchange(api, token, {{"subject_token_type", "urn:ietf:params:oauth:token-type:jwt"}}).error() ==
              "invalid_request");
        CHECK(exchange(api, token, {{"requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token"}})
                  .error() == "invalid_request");
        CHECK(exchange(api, token, {{"requested_token_type", access_type}}).page.status == 200);
        stand.clock.advance(std::chrono::minutes{5});
        CHECK(exchange(api, token).error() == "invalid_request");
    }

    TEST_CASE_FIXTURE(WithServices, "a bound token gives bound tokens only")
    {
        DpopKey const portal_key;
        DpopKey const api_key;
        auto const bound = sign_in_and_redeem(stand, "web", {{"scope", "openid profile"}, {"resource", api}},
                                              {portal_key.proof(stand, "POST", "/oauth2/token")});
        REQUIRE(bound.text("token_type") == "DPoP");
        CHECK(exchange(api, bound.access_token()).error() == "invalid_request");
        auto const answer = exchange(api, bound.access_token(), {}, {api_key.proof(stand, "POST", "/oauth2/token")});
        REQUIRE(answer.page.status == 200);
        CHECK(TokenAnswer::claims(answer.access_token()).find("cnf")->string("jkt") == api_key.thumbprint());
    }

    TEST_CASE_FIXTURE(WithServices, "the client a bound token was issued to shows the same key")
    {
        DpopKey const key;
        DpopKey const other;
        stand.add_client(exchanging_client("own", {files}, {"authorization_code", exchange_grant}));
        auto const own = sign_in_and_redeem(stand, "own", {{"scope", "openid profile"}},
                                            {key.proof(stand, "POST", "/oauth2/token")});
        CHECK(exchange("own", own.access_token(), {}, {other.proof(stand, "POST", "/oauth2/token")}).error() ==
              "invalid_request");
        CHECK(exchange("own", own.access_token(), {}, {key.proof(stand, "POST", "/oauth2/token")}).page.status == 200);
    }
}

} // namespace zugang::tests
