// What a refresh token is bound to: the client's key, the consent, the resources; and who need not rotate.
#include "store/accounts.hpp"
#include "store/clients.hpp"
#include "store/refresh_tokens.hpp"
#include "tests/token/token_client.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

struct WithBoundClients {
    Stand stand{Engine::sqlite, {.configure = [](idp::config::Config& config) {
                    config.oidc.resources = {"https://api.example/", "https://files.example/"};
                }}};
    DpopKey key;
    DpopKey other_key;
    std::string account;

    WithBoundClients()
    {
        stand.add_client(posting_client("web", {"authorization_code", "refresh_token"}));
        auto app = posting_client("spa", {"authorization_code", "refresh_token"});
        app.auth_method = idp::oauth::AuthMethod::none;
        stand.add_client(app);
        account = stand.add_account(token_person, token_password);
    }
    void change(idp::oauth::Client const& client)
    {
        auto row = to_row(client, stand.clock.now());
        row.secret_hash = idp::oauth::hash_client_secret(Stand::client_secret);
        stand.database().write([&](store::Connection& tx) { REQUIRE(store::clients::update(tx, row)); });
    }
    void register_anew(std::vector<std::string> scope, idp::oauth::RefreshBinding binding)
    {
        auto client = posting_client("web", {"authorization_code", "refresh_token"});
        client.scope = std::move(scope);
        client.refresh_binding = binding;
        change(client);
    }
    http::Header proof(DpopKey const& with) const { return with.proof(stand, "POST", "/oauth2/token"); }
    TokenAnswer begin(std::string const& client_id, std::vector<http::Header> headers, Fields const& request = {})
    {
        return sign_in_and_redeem(stand, client_id, changed({{"scope", "openid offline_access"}}, request),
                                  std::move(headers), client_id != "spa");
    }
    TokenAnswer refresh(std::string const& client_id, std::string const& token, std::vector<http::Header> headers,
                        Fields fields = {})
    {
        fields.emplace_back("grant_type", "refresh_token");
        fields.emplace_back("refresh_token", token);
        return ask_token(stand, client_id, fields, std::move(headers), client_id != "spa");
    }
};

} // namespace

TEST_SUITE("refresh binding")
{
    TEST_CASE_FIXTURE(WithBoundClients,
                      "a public client's refresh token is good with the key of its first tokens alone")
    {
        auto const first = begin("spa", {proof(key)});
        REQUIRE(first.refresh_token().starts_with("zgr_"));
        CHECK(first.text("token_type") == "DPoP");
        CHECK(refresh("spa", first.refresh_token(), {}).error() == "invalid_grant");
        CHECK(refresh("spa", first.refresh_token(), {proof(other_key)}).error() == "invalid_grant");
        auto const second = refresh("spa", first.refresh_token(), {proof(key)}); // nothing was used up
        REQUIRE(second.page.status == 200);
        CHECK(second.refresh_token() != first.refresh_token());
        CHECK(second.text("token_type") == "DPoP");
    }

    TEST_CASE_FIXTURE(WithBoundClients, "within the grace a copy without the key gets nothing, and harms nobody")
    {
        auto const first = begin("spa", {proof(key)});
        auto const second = refresh("spa", first.refresh_token(), {proof(key)});
        CHECK(refresh("spa", first.refresh_token(), {proof(other_key)}).error() == "invalid_grant");
        stand.clock.advance(std::chrono::seconds{11});
        CHECK(refresh("spa", first.refresh_token(), {proof(other_key)}).error() == "invalid_grant");
        CHECK(refresh("spa", second.refresh_token(), {proof(key)}).page.status == 200);
    }

    TEST_CASE_FIXTURE(WithBoundClients, "a confidential client that shows its key keeps its refresh token")
    {
        auto const first = begin("web", {proof(key)});
        for (auto const* const with : {&key, &other_key, &key}) {
            stand.clock.advance(std::chrono::minutes{5});
            auto const again = refresh("web", first.refresh_token(), {proof(*with)});
            REQUIRE(again.page.status == 200);
            CHECK(again.refresh_token() == first.refresh_token());
        }
        auto const rotated = refresh("web", first.refresh_token(), {});
        CHECK(rotated.refresh_token() != first.refresh_token());
    }

    TEST_CASE_FIXTURE(WithBoundClients, "a kept refresh token lives on with each use, until the absolute end")
    {
        auto const first = begin("web", {proof(key)});
        for (int week = 0; week < 4; ++week) {
            stand.clock.advance(std::chrono::days{7} - std::chrono::seconds{1});
            CHECK(refresh("web", first.refresh_token(), {proof(key)}).page.status == 200);
        }
        stand.clock.advance(std::chrono::days{2} + std::chrono::seconds{4} - std::chrono::milliseconds{1});
        CHECK(refresh("web", first.refresh_token(), {proof(key)}).page.status == 200);
        stand.clock.advance(std::chrono::milliseconds{1});
        CHECK(refresh("web", first.refresh_token(), {proof(key)}).error() == "invalid_grant");
    }

    TEST_CASE_FIXTURE(WithBoundClients, "consent that no longer covers the scope ends the grant")
    {
        auto client = posting_client("stranger", {"authorization_code", "refresh_token"});
        client.trusted = false;
        stand.add_client(client);
        auto browser = stand.browser();
        auto page = sign_in(
            browser,
            portal_request({{"client_id", "stranger"}, {"scope", "openid offline_access"}, {"prompt", "consent"}}),
            token_person, token_password);
        REQUIRE(page.name() == "consent");
        page = browser.submit(page, {{"decision", "allow"}}, "/consent");
        auto const first = ask_token(stand, "stranger",
                                     {{"grant_type", "authorization_code"},
                                      {"code", page.parameter("code")},
                                      {"redirect_uri", "https://portal.example/callback"},
                                      {"code_verifier", std::string{code_verifier}}});
        auto const second = refresh("stranger", first.refresh_token(), {});
        REQUIRE(second.page.status == 200);
        stand.database().write([&](store::Connection& tx) {
            store::consents::save(tx, account, "stranger", "openid", stand.clock.now());
        });
        CHECK(refresh("stranger", second.refresh_token(), {}).error() == "invalid_grant");
        CHECK(ask_userinfo(browser, second.access_token()).status == 401);
    }

    TEST_CASE_FIXTURE(WithBoundClients,
                      "a client that lost the grant type, and an account that was disabled, refresh no more")
    {
        auto const first = begin("web", {});
        change(posting_client("web", {"authorization_code"}));
        CHECK(refresh("web", first.refresh_token(), {}).error() == "unauthorized_client");
        auto const of_app = begin("spa", {});
        stand.database().write([&](store::Connection& tx) {
            REQUIRE(store::accounts::set_disabled(tx, account, stand.clock.now(), stand.clock.now()));
        });
        CHECK(refresh("spa", of_app.refresh_token(), {}).error() == "invalid_grant");
    }

    TEST_CASE_FIXTURE(WithBoundClients,
                      "a scope word the client lost is in no refreshed token, and may not be asked for")
    {
        auto const first = begin("web", {}, {{"scope", "openid email offline_access"}});
        register_anew({"openid", "offline_access"}, idp::oauth::RefreshBinding::offline_access);
        CHECK(refresh("web", first.refresh_token(), {}, {{"scope", "email"}}).error() == "invalid_scope");
        auto const second = refresh("web", first.refresh_token(), {});
        REQUIRE(second.page.status == 200);
        CHECK(second.text("scope") == "openid offline_access");
        CHECK(TokenAnswer::claims(second.access_token()).string("scope") == "openid offline_access");
    }

    TEST_CASE_FIXTURE(WithBoundClients, "a client that lost offline_access refreshes only where its binding needs none")
    {
        using idp::oauth::RefreshBinding;
        for (auto const& [binding, goes_on] : {std::pair{RefreshBinding::offline_access, false},
                                               {RefreshBinding::session, true},
                                               {RefreshBinding::alone, true}}) {
            register_anew({"openid", "offline_access"}, binding);
            auto const first = begin("web", {});
            register_anew({"openid"}, binding);
            auto const second = refresh("web", first.refresh_token(), {});
            CHECK(second.error() == (goes_on ? "" : "invalid_grant"));
            CHECK(second.text("scope") == (goes_on ? "openid" : ""));
            auto browser = stand.browser();
            CHECK(ask_userinfo(browser, first.access_token()).status == (goes_on ? 200 : 401));
        }
    }

    TEST_CASE_FIXTURE(WithBoundClients, "a client that lost all of a grant's scope loses the grant")
    {
        auto const first = begin("web", {});
        register_anew({"email"}, idp::oauth::RefreshBinding::alone);
        CHECK(refresh("web", first.refresh_token(), {}).error() == "invalid_grant");
        register_anew({"openid", "offline_access"}, idp::oauth::RefreshBinding::alone);
        CHECK(refresh("web", first.refresh_token(), {}).error() == "invalid_grant");
    }

    TEST_CASE_FIXTURE(WithBoundClients, "a resource that was not granted is refused, and the code is still good")
    {
        auto browser = stand.browser();
        auto fields = portal_request({{"client_id", "web"}, {"scope", "openid offline_access"}});
        fields.emplace_back("resource", "https://api.example/");
        auto const code = sign_in(browser, fields, token_person, token_password).parameter("code");
        auto const redeem_for = [&](std::string const& resource) {
            return ask_token(stand, "web",
                             {{"grant_type", "authorization_code"},
                              {"code", code},
                              {"redirect_uri", "https://portal.example/callback"},
                              {"code_verifier", std::string{code_verifier}},
                              {"resource", resource}});
        };
        CHECK(redeem_for("https://files.example/").error() == "invalid_target");
        CHECK(redeem_for("not an address").error() == "invalid_target");
        auto const refresh_tokens = stand.database().read(
            [](store::Connection& db) { return db.query("SELECT token_hash FROM refresh_tokens").size(); });
        CHECK(refresh_tokens == 0);
        auto const answer = redeem_for("https://api.example/");
        REQUIRE(answer.page.status == 200);
        CHECK(answer.refresh_token().starts_with("zgr_"));
    }

    TEST_CASE_FIXTURE(WithBoundClients, "a refresh may narrow the resources, and asking for another uses nothing up")
    {
        auto browser = stand.browser();
        auto fields = portal_request({{"client_id", "web"}, {"scope", "openid offline_access"}});
        fields.emplace_back("resource", "https://api.example/");
        auto const page = sign_in(browser, fields, token_person, token_password);
        auto const first = ask_token(stand, "web",
                                     {{"grant_type", "authorization_code"},
                                      {"code", page.parameter("code")},
                                      {"redirect_uri", "https://portal.example/callback"},
                                      {"code_verifier", std::string{code_verifier}}});
        CHECK(refresh("web", first.refresh_token(), {}, {{"resource", "https://files.example/"}}).error() ==
              "invalid_target");
        auto const narrowed = refresh("web", first.refresh_token(), {}, {{"resource", "https://api.example/"}});
        REQUIRE(narrowed.page.status == 200);
        auto const audience = TokenAnswer::claims(narrowed.access_token()).strings("aud");
        REQUIRE(audience);
        CHECK(std::ranges::find(*audience, "https://api.example/") != audience->end());
    }
}

} // namespace zugang::tests
