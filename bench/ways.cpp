#include "bench/ways.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/sha256.hpp"
#include "base/url.hpp"
#include "bench/visitor.hpp"
#include <stdexcept>

namespace zugang::bench {
namespace {

// One PKCE pair for all: the server does the same work, and the load should not be busy with hashing.
constexpr std::string_view verifier = "0123456789012345678901234567890123456789abc";

std::string authorize_address(Credentials const& credentials, std::string_view scope)
{
    return append_query("/oauth2/authorize", {{"client_id", credentials.client_id},
                                              {"redirect_uri", credentials.redirect_uri},
                                              {"response_type", "code"},
                                              {"scope", std::string{scope}},
                                              {"state", "b2PnWkQ"},
                                              {"nonce", "n-0S6WzA2Mj"},
                                              {"code_challenge", base64url_encode(sha256(bytes_of(verifier)))},
                                              {"code_challenge_method", "S256"}});
}

std::string code_in(HttpAnswer const& answer)
{
    auto code = parameter_of(answer.header("location"), "code");
    if (code.empty())
        throw std::runtime_error{"no code in " + answer.header("location")};
    return code;
}

Json tokens_for(HttpConnection& connection, Credentials const& credentials, Fields const& form)
{
    auto const pair = credentials.client_id + ":" + credentials.client_secret; // nothing in them needs encoding
    Visitor client{"Basic " + base64_encode(bytes_of(pair))};
    auto const answer = client.post(connection, "/oauth2/token", form, 200);
    auto tokens = Json::parse(answer.body);
    if (!tokens || !tokens->has("access_token"))
        throw std::runtime_error{"no tokens in the answer"};
    return std::move(*tokens);
}

Json redeem_code(HttpConnection& connection, Credentials const& credentials, std::string const& code)
{
    return tokens_for(connection, credentials,
                      {{"grant_type", "authorization_code"},
                       {"code", code},
                       {"redirect_uri", credentials.redirect_uri},
                       {"code_verifier", std::string{verifier}}});
}

/// Where a sign-in goes on; the first time an account signs in the security notice stands before it, and is put off.
std::string put_off_notice(HttpConnection& connection, Visitor& visitor, std::string const& onward)
{
    auto const address = local_address(connection, onward);
    if (!address.starts_with("/login/second-factor"))
        return address;
    auto const page = visitor.get(connection, address, 200);
    auto const csrf = attribute_after(page.body, "name=\"csrf\" value=\"");
    auto const proceed = visitor.post(connection, address, {{"csrf", csrf}, {"later", "1"}}, 303);
    return local_address(connection, proceed.header("location"));
}

/// From the authorization request over the password to the code.
std::string sign_in_for_code(HttpConnection& connection, Visitor& visitor, Credentials const& credentials,
                             std::string const& request)
{
    auto const to_login = visitor.get(connection, request, 303).header("location");
    auto const page = visitor.get(connection, local_address(connection, to_login), 200);
    auto const address = attribute_after(page.body, "<form method=\"post\" action=\"");
    auto const proceed = visitor.post(connection, address,
                                      {{"csrf", attribute_after(page.body, "name=\"csrf\" value=\"")},
                                       {"username", credentials.username},
                                       {"password", credentials.password},
                                       {"action", "sign-in"}},
                                      303);
    auto const done = visitor.get(connection, put_off_notice(connection, visitor, proceed.header("location")), 200);
    auto const onward = local_address(connection, attribute_after(done.body, "content=\"0; url="));
    return code_in(visitor.get(connection, onward, 303));
}

constexpr std::string_view plain_scope = "openid profile email";
constexpr std::string_view offline_scope = "openid profile email offline_access";

} // namespace

Worker get_again_and_again(std::string const& path)
{
    return [path](HttpConnection& first) -> Action {
        auto const request = "GET " + path + " HTTP/1.1\r\nHost: " + first.authority() + "\r\n\r\n";
        return [request](HttpConnection& connection) {
            if (connection.exchange(request).status != 200)
                throw std::runtime_error{"not 200"};
        };
    };
}

Worker code_flow(Credentials const& credentials)
{
    return [credentials](HttpConnection& first) -> Action {
        auto const request = authorize_address(credentials, plain_scope);
        Visitor visitor;
        std::ignore = sign_in_for_code(first, visitor, credentials, request);
        return [credentials, request, visitor](HttpConnection& connection) mutable {
            auto const code = code_in(visitor.get(connection, request, 303));
            std::ignore = redeem_code(connection, credentials, code);
        };
    };
}

Worker refresh_flow(Credentials const& credentials)
{
    return [credentials](HttpConnection& first) -> Action {
        Visitor visitor;
        auto const code = sign_in_for_code(first, visitor, credentials, authorize_address(credentials, offline_scope));
        auto token = redeem_code(first, credentials, code).string("refresh_token").value_or("");
        return [credentials, token](HttpConnection& connection) mutable {
            auto const tokens =
                tokens_for(connection, credentials, {{"grant_type", "refresh_token"}, {"refresh_token", token}});
            token = tokens.string("refresh_token").value_or("");
        };
    };
}

Worker userinfo_flow(Credentials const& credentials)
{
    return [credentials](HttpConnection& first) -> Action {
        Visitor visitor;
        auto const code = sign_in_for_code(first, visitor, credentials, authorize_address(credentials, plain_scope));
        auto const token = redeem_code(first, credentials, code).string("access_token").value_or("");
        auto const request = "GET /oauth2/userinfo HTTP/1.1\r\nHost: " + first.authority() +
                             "\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        return [request](HttpConnection& connection) {
            if (connection.exchange(request).status != 200)
                throw std::runtime_error{"userinfo: not 200"};
        };
    };
}

Worker password_flow(Credentials const& credentials)
{
    return [credentials](HttpConnection&) -> Action {
        auto const request = authorize_address(credentials, plain_scope);
        return [credentials, request](HttpConnection& connection) {
            Visitor visitor;
            auto const code = sign_in_for_code(connection, visitor, credentials, request);
            std::ignore = redeem_code(connection, credentials, code);
        };
    };
}

} // namespace zugang::bench
