// Every authorization parameter × {missing, doubled, empty, over-long, wrong}: the right page, error or success.
#include "base/url.hpp"
#include "doctest.h"
#include "tests/support/relying_party.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

// What a request may lead to: our own page with 400, an error at the client, or the sign-in.
constexpr std::string_view our_page = "page";
constexpr std::string_view goes_on = "login";

struct Case {
    std::string parameter;
    std::string fault; // missing, doubled, empty, over-long, invalid UTF-8, or the wrong value itself
    std::string_view outcome;
};

std::string query_with_fault(Case const& item)
{
    auto fields = portal_request();
    auto const is_there = [&](auto const& field) { return field.first == item.parameter; };
    auto const present = std::ranges::find_if(fields, is_there);
    auto const value = present == fields.end() ? std::string{"x"} : present->second;
    std::erase_if(fields, is_there);
    auto query = encode_form(fields);
    if (item.fault == "missing")
        return query;
    if (item.fault == "doubled")
        return query + "&" + item.parameter + "=" + percent_encode(value) + "&" + item.parameter + "=" +
               percent_encode(value);
    if (item.fault == "empty")
        return query + "&" + item.parameter + "=";
    if (item.fault == "over-long")
        return query + "&" + item.parameter + "=" + std::string(2049, 'a');
    if (item.fault == "invalid UTF-8")
        return query + "&" + item.parameter + "=%ff%fe";
    return query + "&" + item.parameter + "=" + percent_encode(item.fault);
}

std::string outcome_of(Page const& page)
{
    if (page.status == 303) {
        auto const location = page.header("Location");
        if (location.starts_with("https://portal.example/callback?")) {
            Page at_client;
            at_client.address = location;
            CHECK(at_client.parameter("iss").starts_with("http://localhost:"));
            CHECK(at_client.parameter("code").empty());
            return at_client.parameter("error");
        }
        return location.starts_with("/login?flow=") ? std::string{goes_on} : "303 " + location;
    }
    return page.status == 400 && page.name() == "error" ? std::string{our_page} : std::to_string(page.status);
}

std::vector<Case> const cases{
    // who asks, and where an answer may go: never a redirect
    {"client_id", "missing", our_page},
    {"client_id", "doubled", our_page},
    {"client_id", "empty", our_page},
    {"client_id", "over-long", our_page},
    {"client_id", "invalid UTF-8", our_page},
    {"client_id", "unknown", our_page},
    {"redirect_uri", "missing", our_page},
    {"redirect_uri", "doubled", our_page},
    {"redirect_uri", "empty", our_page},
    {"redirect_uri", "over-long", our_page},
    {"redirect_uri", "invalid UTF-8", our_page},
    {"redirect_uri", "https://portal.example/callback/", our_page},
    {"redirect_uri", "https://portal.example/Callback", our_page},
    {"redirect_uri", "https://portal.example/callback?x=1", our_page},
    {"redirect_uri", "https://portal.example/callback#f", our_page},
    {"redirect_uri", "https://PORTAL.example/callback", our_page},
    {"redirect_uri", "https://portal.example:443/callback", our_page},
    {"redirect_uri", "https://user@portal.example/callback", our_page},
    {"redirect_uri", "https://portal.example/x/../callback", our_page},
    {"redirect_uri", "http://portal.example/callback", our_page},
    {"redirect_uri", "http://127.0.0.1/callback", our_page},
    {"redirect_uri", "javascript:alert(1)", our_page},
    // everything else goes to the client
    {"response_type", "missing", "invalid_request"},
    {"response_type", "doubled", "invalid_request"},
    {"response_type", "empty", "invalid_request"},
    {"response_type", "over-long", "unsupported_response_type"},
    {"response_type", "invalid UTF-8", our_page},
    {"response_type", "token", "unsupported_response_type"},
    {"response_type", "id_token", "unsupported_response_type"},
    {"response_type", "code id_token", "unsupported_response_type"},
    {"response_type", "Code", "unsupported_response_type"},
    {"response_mode", "missing", goes_on},
    {"response_mode", "doubled", "invalid_request"},
    {"response_mode", "empty", goes_on},
    {"response_mode", "over-long", "invalid_request"},
    {"response_mode", "query", goes_on},
    {"response_mode", "fragment", "invalid_request"},
    {"scope", "missing", "invalid_scope"},
    {"scope", "doubled", "invalid_request"},
    {"scope", "empty", "invalid_scope"},
    {"scope", "over-long", "invalid_scope"},
    {"scope", "unknown", "invalid_scope"},
    {"scope", "openid unknown", goes_on},
    {"scope", "openid \"quoted\"", "invalid_scope"},
    {"scope", "openid umläut", "invalid_scope"},
    {"state", "missing", goes_on},
    {"state", "doubled", "invalid_request"},
    {"state", "empty", goes_on},
    {"state", "over-long", "invalid_request"},
    {"nonce", "missing", goes_on},
    {"nonce", "doubled", "invalid_request"},
    {"nonce", "empty", goes_on},
    {"nonce", "over-long", "invalid_request"},
    {"code_challenge", "missing", "invalid_request"},
    {"code_challenge", "doubled", "invalid_request"},
    {"code_challenge", "empty", "invalid_request"},
    {"code_challenge", "over-long", "invalid_request"},
    {"code_challenge", std::string(42, 'a'), "invalid_request"},
    {"code_challenge", std::string(43, 'a'), goes_on},
    {"code_challenge", std::string(44, 'a'), "invalid_request"},
    {"code_challenge", std::string(42, 'a') + "=", "invalid_request"},
    {"code_challenge_method", "missing", "invalid_request"},
    {"code_challenge_method", "doubled", "invalid_request"},
    {"code_challenge_method", "empty", "invalid_request"},
    {"code_challenge_method", "over-long", "invalid_request"},
    {"code_challenge_method", "plain", "invalid_request"},
    {"prompt", "missing", goes_on},
    {"prompt", "doubled", "invalid_request"},
    {"prompt", "empty", goes_on},
    {"prompt", "over-long", "invalid_request"},
    {"prompt", "login", goes_on},
    {"prompt", "consent", goes_on},
    {"prompt", "none", "login_required"},
    {"prompt", "none login", "invalid_request"},
    {"prompt", "unknown", "invalid_request"},
    {"max_age", "missing", goes_on},
    {"max_age", "doubled", "invalid_request"},
    {"max_age", "empty", goes_on},
    {"max_age", "over-long", "invalid_request"},
    {"max_age", "0", goes_on},
    {"max_age", "-1", "invalid_request"},
    {"max_age", "1.5", "invalid_request"},
    {"max_age", "ten", "invalid_request"},
    {"max_age", "99999999999999999999", "invalid_request"},
    // hints never fail
    {"login_hint", "doubled", "invalid_request"},
    {"login_hint", "empty", goes_on},
    {"login_hint", "over-long", goes_on},
    {"login_hint", "nobody@example.org", goes_on},
    {"ui_locales", "empty", goes_on},
    {"ui_locales", "over-long", goes_on},
    {"ui_locales", "tlh x-nothing", goes_on},
    {"display", "hologram", goes_on},
    {"claims_locales", "tlh", goes_on},
    {"acr_values", "unknown", goes_on},
    {"something_new", "whatever", goes_on},
    // what is not offered is refused, not ignored
    {"request", "a.b.c", "request_not_supported"},
    {"request_uri", "https://portal.example/request", "request_uri_not_supported"},
    {"registration", "{}", "registration_not_supported"},
};

} // namespace

TEST_SUITE("authorize")
{
    TEST_CASE("each parameter's fault has its one outcome, in the query and in a posted body")
    {
        Stand stand;
        stand.add_portal();
        for (auto const& item : cases) {
            CAPTURE(item.parameter);
            CAPTURE(item.fault);
            auto browser = stand.browser();
            auto const query = query_with_fault(item);
            CHECK(outcome_of(browser.request("GET", "/oauth2/authorize?" + query, "")) == item.outcome);
            auto posted = browser.request("POST", "/oauth2/authorize", query,
                                          {{"Content-Type", "application/x-www-form-urlencoded"}});
            // A posted request is kept and taken up by GET, so that the browser's cookies come along.
            if (posted.status == 303 && posted.header("Location").starts_with("/oauth2/authorize/begin?flow="))
                posted = browser.request("GET", posted.header("Location"), "");
            CHECK(outcome_of(posted) == item.outcome);
        }
    }

    TEST_CASE("state and nonce come back byte for byte, whatever printable characters they hold")
    {
        Stand stand;
        stand.add_portal();
        stand.add_account("max@example.org", "ein gutes Passwort");
        std::string const strange = "ä ~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./ %41 +" + std::string(128, 'x');
        auto browser = stand.browser();
        auto const page = sign_in(browser, portal_request({{"state", strange}, {"nonce", strange}}), "max@example.org",
                                  "ein gutes Passwort");
        CHECK(page.parameter("state") == strange);
        auto const answer = redeem_portal_code(browser, page.parameter("code"));
        CHECK(TokenAnswer::claims(answer.text("id_token")).string("nonce") == strange);
    }

    TEST_CASE("an error keeps a registered query part and appends to it")
    {
        Stand stand;
        {
            idp::oauth::Client client;
            client.id = "queried";
            client.redirect_uris = {"https://queried.example/cb?tenant=7"};
            client.scope = {"openid"};
            stand.add_client(client);
        }
        auto browser = stand.browser();
        auto const page = browser.get(authorize_address(portal_request(
            {{"client_id", "queried"}, {"redirect_uri", "https://queried.example/cb?tenant=7"}, {"prompt", "none"}})));
        CHECK(page.address.starts_with("https://queried.example/cb?tenant=7&error=login_required&"));
    }
}

} // namespace zugang::tests
