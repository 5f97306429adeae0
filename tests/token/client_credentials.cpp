// A client for itself (RFC 6749 §4.4).
#include "store/clients.hpp"
#include "tests/token/token_client.hpp"

namespace zugang::tests {
namespace {

struct WithService {
    Stand stand{Engine::sqlite, {.configure = [](idp::config::Config& config) {
                    config.oidc.resources = {"https://api.example/", "https://files.example/"};
                    config.oidc.authorization_details_types = {"payment"};
                }}};
    WithService()
    {
        auto client = posting_client("service", {"client_credentials"});
        client.type = idp::oauth::ApplicationType::service;
        client.redirect_uris = {};
        client.scope = {"profile", "customer"};
        client.authorization_details_types = {"payment"};
        stand.add_client(client);
    }
    TokenAnswer ask(Fields fields = {}, std::vector<http::Header> headers = {})
    {
        fields.emplace_back("grant_type", "client_credentials");
        return ask_token(stand, "service", fields, std::move(headers));
    }
};

} // namespace

TEST_SUITE("client_credentials")
{
    TEST_CASE_FIXTURE(WithService, "a service gets a token for itself, and neither ID token nor refresh token")
    {
        auto const answer = ask();
        REQUIRE(answer.page.status == 200);
        auto const claims = TokenAnswer::claims(answer.access_token());
        CHECK(claims.string("sub") == "service");
        CHECK(claims.string("client_id") == "service");
        CHECK(claims.string("scope") == "profile customer");
        CHECK_FALSE(claims.has("grant_id"));
        CHECK_FALSE(claims.has("auth_time"));
        CHECK(answer.refresh_token().empty());
        CHECK(answer.text("id_token").empty());
        CHECK(answer.page.header("Cache-Control") == "no-store");
    }

    TEST_CASE_FIXTURE(WithService, "its token opens nobody's userinfo")
    {
        auto browser = stand.browser();
        CHECK(ask_userinfo(browser, ask().access_token()).status == 401);
    }

    TEST_CASE_FIXTURE(WithService, "it may ask for less, and neither for more nor for words about people")
    {
        CHECK(ask({{"scope", "customer"}}).text("scope") == "customer");
        CHECK(ask({{"scope", "email"}}).error() == "invalid_scope");
        auto client = posting_client("greedy", {"client_credentials"});
        stand.add_client(client);
        Fields const request{{"grant_type", "client_credentials"}, {"scope", "openid"}};
        CHECK(ask_token(stand, "greedy", request).error() == "invalid_scope");
        CHECK(ask_token(stand, "greedy", {{"grant_type", "client_credentials"}}).text("scope") == "profile email");
    }

    TEST_CASE_FIXTURE(WithService, "the token is for the resources it asks for, known ones")
    {
        auto const both = ask({{"resource", "https://api.example/"}, {"resource", "https://files.example/"}});
        REQUIRE(both.page.status == 200);
        CHECK(TokenAnswer::claims(both.access_token()).strings("aud") ==
              std::vector<std::string>{"https://api.example/", "https://files.example/"});
        CHECK(ask({{"resource", "https://evil.example/"}}).error() == "invalid_target");
        CHECK(ask({{"resource", "api"}}).error() == "invalid_target");
    }

    TEST_CASE_FIXTURE(WithService, "authorization_details have up to 8192 bytes, 8 levels and 200 members")
    {
        auto const ask_with = [&](std::string const& member) {
            return ask({{"authorization_details", R"([{"type":"payment","x":)" + member + "}]"}}).error();
        };
        auto const text_of = [&](std::size_t whole) {
            constexpr std::size_t around = std::string_view{R"([{"type":"payment","x":""}])"}.size();
            return "\"" + std::string(whole - around, 'x') + "\"";
        };
        auto const numbers = [](std::size_t count) {
            std::string text = "[0";
            for (std::size_t i = 1; i < count; ++i)
                text += ",0";
            return text + "]";
        };
        CHECK(ask_with(text_of(8192)).empty());
        CHECK(ask_with(text_of(8193)) == "invalid_authorization_details");
        CHECK(ask_with("[[[[[[]]]]]]").empty());
        CHECK(ask_with("[[[[[[[]]]]]]]") == "invalid_authorization_details");
        CHECK(ask_with(numbers(197)).empty());
        CHECK(ask_with(numbers(198)) == "invalid_authorization_details");
    }

    TEST_CASE_FIXTURE(WithService, "with a DPoP proof the token is bound to that key")
    {
        DpopKey const key;
        auto const answer = ask({}, {key.proof(stand, "POST", "/oauth2/token")});
        CHECK(answer.text("token_type") == "DPoP");
        auto const confirmation = TokenAnswer::claims(answer.access_token()).find("cnf");
        REQUIRE(confirmation);
        CHECK(confirmation->string("jkt") == key.thumbprint());
    }

    TEST_CASE_FIXTURE(WithService, "who is not registered for it, or does not authenticate, gets none")
    {
        stand.add_client(posting_client("web", {"authorization_code"}));
        Fields const request{{"grant_type", "client_credentials"}};
        CHECK(ask_token(stand, "web", request).error() == "unauthorized_client");
        CHECK(ask_token(stand, "service", request, {}, /*with_secret=*/false).error() == "invalid_client");
        auto open = posting_client("open", {"client_credentials"});
        open.auth_method = idp::oauth::AuthMethod::none;
        stand.add_client(open);
        CHECK(ask_token(stand, "open", request, {}, /*with_secret=*/false).error() == "unauthorized_client");
    }
}

} // namespace zugang::tests
