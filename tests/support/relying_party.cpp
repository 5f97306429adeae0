#include "tests/support/relying_party.hpp"
#include "base/base64url.hpp"
#include "base/url.hpp"
#include <algorithm>
#include <stdexcept>

namespace zugang::tests {
namespace {

std::string portal_authorization()
{
    return "Basic " + base64_encode(bytes_of("portal:" + std::string{Stand::client_secret}));
}

TokenAnswer post_token(Browser& browser, Fields const& fields, std::vector<http::Header> headers)
{
    headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    return {browser.request("POST", "/oauth2/token", encode_form(fields), headers)};
}

} // namespace

Fields changed(Fields fields, Fields const& changes)
{
    for (auto const& [name, value] : changes) {
        std::erase_if(fields, [&](auto const& field) { return field.first == name; });
        if (!value.empty())
            fields.emplace_back(name, value);
    }
    return fields;
}

Fields portal_request(Fields const& changes)
{
    return changed({{"client_id", "portal"},
                    {"redirect_uri", "https://portal.example/callback"},
                    {"response_type", "code"},
                    {"scope", "openid email profile customer"},
                    {"state", "state-of-the-portal"},
                    {"nonce", "nonce-of-the-portal"},
                    {"code_challenge", std::string{code_challenge}},
                    {"code_challenge_method", "S256"}},
                   changes);
}

Fields app_request(Fields const& changes)
{
    return changed(portal_request({{"client_id", "app"},
                                   {"redirect_uri", "http://127.0.0.1:49152/callback"},
                                   {"scope", "openid offline_access profile"}}),
                   changes);
}

std::string authorize_address(Fields const& parameters)
{
    return "/oauth2/authorize?" + encode_form(parameters);
}

Page sign_in(Browser& browser, Fields const& request, std::string const& name, std::string const& password)
{
    auto const page = browser.get(authorize_address(request));
    if (page.name() != "login")
        throw std::runtime_error{"expected the sign-in page, got " + page.name() + " at " + page.address};
    return browser.submit(page, {{"username", name}, {"password", password}}, "/login");
}

Page sign_in(Browser& browser, Fields const& request, std::string const& name, std::string const& password,
             std::string const& code)
{
    auto const page = sign_in(browser, request, name, password);
    if (page.name() != "totp")
        throw std::runtime_error{"expected the page for the code, got " + page.name() + " at " + page.address};
    return browser.submit(page, {{"code", code}}, "/login/totp");
}

Page put_off_notice(Browser& browser, Page const& page)
{
    if (page.name() != "choose-factor")
        return page;
    return browser.submit(page, {{"later", "1"}}, "/login/second-factor");
}

std::string TokenAnswer::text(std::string_view name) const
{
    auto const json = Json::parse(page.body);
    return json ? json->string(name).value_or("") : "";
}

Json TokenAnswer::claims(std::string const& jws)
{
    auto const first = jws.find('.');
    auto const second = jws.find('.', first + 1);
    auto const payload = base64url_decode(std::string_view{jws}.substr(first + 1, second - first - 1));
    if (first == std::string::npos || second == std::string::npos || !payload)
        throw std::runtime_error{"not a JWS: " + jws};
    return Json::parse(text_of(*payload)).value();
}

TokenAnswer portal_token(Browser& browser, Fields const& fields)
{
    return post_token(browser, fields, {{"Authorization", portal_authorization()}});
}

TokenAnswer redeem_portal_code(Browser& browser, std::string const& code, Fields const& changes)
{
    return portal_token(browser, changed({{"grant_type", "authorization_code"},
                                          {"code", code},
                                          {"redirect_uri", "https://portal.example/callback"},
                                          {"code_verifier", std::string{code_verifier}}},
                                         changes));
}

TokenAnswer app_token(Browser& browser, Fields fields)
{
    fields.emplace_back("client_id", "app");
    return post_token(browser, fields, {});
}

TokenAnswer redeem_app_code(Browser& browser, std::string const& code, std::string const& redirect_uri)
{
    return app_token(browser, {{"grant_type", "authorization_code"},
                               {"code", code},
                               {"redirect_uri", redirect_uri},
                               {"code_verifier", std::string{code_verifier}}});
}

Page ask_userinfo(Browser& browser, std::string const& access_token)
{
    return browser.request("GET", "/oauth2/userinfo", "", {{"Authorization", "Bearer " + access_token}});
}

} // namespace zugang::tests
