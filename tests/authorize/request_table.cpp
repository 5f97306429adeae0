// Every authorization parameter × {missing, doubled, empty, over-long, wrong}: the right page, error or success.
#include "base/url.hpp"
#include "doctest.h"
#include "idp/authorize/known_parameters.hpp"
#include "tests/support/relying_party.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

// What a request may lead to: our own page with 400, an error at the client, or the sign-in.
constexpr std::string_view our_page = "page";
constexpr std::string_view goes_on = "login";

/// One known parameter and the outcome of each fault.
struct Row {
    std::string_view parameter;
    std::string_view good; // a value that lets a request go on; empty where there is none
    std::string_view missing;
    std::string_view doubled;
    std::string_view empty;
    std::string_view over_long;
    std::string wrong_value;
    std::string_view wrong;
};

std::vector<Row> const rows{
    // who asks, and where an answer may go: never a redirect
    {"client_id", "portal", our_page, our_page, our_page, our_page, "unknown", our_page},
    {"redirect_uri", "https://portal.example/callback", our_page, our_page, our_page, our_page,
     "https://portal.example/elsewhere", our_page},
    // everything else goes to the client
    {"response_type", "code", "invalid_request", "invalid_request", "invalid_request", "invalid_request", "token",
     "unsupported_response_type"},
    {"response_mode", "query", goes_on, "invalid_request", goes_on, "invalid_request", "carrier-pigeon",
     "invalid_request"},
    {"scope", "openid", "invalid_scope", "invalid_request", "invalid_scope", "invalid_request", "unknown",
     "invalid_scope"},
    {"state", "s", goes_on, "invalid_request", goes_on, "invalid_request", "any ~ printable \" text", goes_on},
    {"nonce", "n", goes_on, "invalid_request", goes_on, "invalid_request", "any ~ printable \" text", goes_on},
    {"code_challenge", code_challenge, "invalid_request", "invalid_request", "invalid_request", "invalid_request",
     std::string(42, 'a'), "invalid_request"},
    {"code_challenge_method", "S256", "invalid_request", "invalid_request", "invalid_request", "invalid_request",
     "plain", "invalid_request"},
    {"prompt", "login", goes_on, "invalid_request", goes_on, "invalid_request", "unknown", "invalid_request"},
    {"max_age", "60", goes_on, "invalid_request", goes_on, "invalid_request", "ten", "invalid_request"},
    {"claims", R"({"userinfo":{"email":null}})", goes_on, "invalid_request", goes_on, "invalid_request", "[]",
     "invalid_request"},
    {"dpop_jkt", code_challenge, goes_on, "invalid_request", goes_on, "invalid_request", std::string(42, 'a'),
     "invalid_request"},
    {"resource", "https://api.example/v1", goes_on, goes_on, goes_on, "invalid_request", "https://other.example",
     "invalid_target"},
    {"authorization_details", R"([{"type":"payment","amount":5}])", goes_on, "invalid_request", goes_on,
     "invalid_request", R"([{"type":"unknown"}])", "invalid_authorization_details"},
    {"id_token_hint", "", goes_on, "invalid_request", goes_on, "invalid_request", "a.b.c", "invalid_request"},
    // hints never fail
    {"login_hint", "max@example.org", goes_on, "invalid_request", goes_on, goes_on, "nobody at all", goes_on},
    {"acr_values", "urn:zugang:acr:password", goes_on, "invalid_request", goes_on, goes_on, "unknown", goes_on},
    {"claims_locales", "de", goes_on, "invalid_request", goes_on, goes_on, "tlh", goes_on},
    {"ui_locales", "de", goes_on, "invalid_request", goes_on, goes_on, "tlh x-nothing", goes_on},
    {"display", "page", goes_on, "invalid_request", goes_on, goes_on, "hologram", goes_on},
    // what is not offered is refused, not ignored
    {"request", "", goes_on, "invalid_request", goes_on, "invalid_request", "a.b.c", "invalid_request_object"},
    {"request_uri", "", goes_on, "invalid_request", goes_on, "invalid_request", "https://portal.example/request",
     "request_uri_not_supported"},
    {"registration", "", goes_on, "invalid_request", goes_on, "registration_not_supported", "{}",
     "registration_not_supported"},
};

/// Deep in `levels` arrays, and an array of `count` numbers.
std::string nested(std::size_t levels)
{
    return std::string(levels, '[') + std::string(levels, ']');
}

std::string numbers(std::size_t count)
{
    std::string text = "[0";
    for (std::size_t i = 1; i < count; ++i)
        text += ",0";
    return text + "]";
}

std::string details_with(std::string const& member)
{
    return R"([{"type":"payment","x":)" + member + "}]";
}

std::string name_with(std::string const& wish)
{
    return R"({"userinfo":{"name":{)" + wish + "}}}";
}

struct Case {
    std::string_view parameter;
    std::string value; // with `parameter` replaced by it
    std::string_view outcome;
};

// Further values of single parameters.
std::vector<Case> const cases{
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
    {"response_type", "none", "unsupported_response_type"},
    {"response_type", "code code", "unsupported_response_type"},
    {"response_type", "Code", "unsupported_response_type"},
    {"response_type", "id_token", "unsupported_response_type"},
    {"response_type", "token id_token code", "unsupported_response_type"},
    {"response_mode", "fragment", goes_on},
    {"response_mode", "form_post", goes_on},
    {"response_mode", "jwt", goes_on},
    {"response_mode", "query.jwt", goes_on},
    {"response_mode", "fragment.jwt", goes_on},
    {"response_mode", "form_post.jwt", goes_on},
    {"response_mode", "jwt.jwt", "invalid_request"},
    {"response_mode", ".jwt", "invalid_request"},
    {"scope", "openid unknown", goes_on},
    {"scope", "openid \"quoted\"", "invalid_scope"},
    {"scope", "openid umläut", "invalid_scope"},
    {"code_challenge", std::string(43, 'a'), goes_on},
    {"code_challenge", std::string(44, 'a'), "invalid_request"},
    {"code_challenge", std::string(42, 'a') + "=", "invalid_request"},
    {"prompt", "consent", goes_on},
    {"prompt", "none", "login_required"},
    {"prompt", "none login", "invalid_request"},
    {"max_age", "0", goes_on},
    {"max_age", "-1", "invalid_request"},
    {"max_age", "1.5", "invalid_request"},
    {"max_age", "9999999999999999999", "invalid_request"},
    {"claims", R"({"id_token":{"acr":{"essential":true,"values":["gold"]}}})", "unmet_authentication_requirements"},
    {"claims", R"({"id_token":{"acr":{"values":["gold"]}}})", goes_on},
    {"claims", R"({"id_token":{"sub":{"value":"somebody"}}})", goes_on},
    {"claims", R"({"id_token":{"sub":{"value":"a"}},"userinfo":{"sub":{"value":"b"}}})", "invalid_request"},
    {"claims", R"({"id_token":{"acr":true}})", "invalid_request"},
    {"claims", R"({"id_token":{},"id_token":{}})", "invalid_request"},
    {"claims", R"({"unknown":{},"userinfo":{"shoe_size":{"essential":true}}})", goes_on},
    {"claims", std::string(40, '[') + std::string(40, ']'), "invalid_request"},
    {"dpop_jkt", std::string(43, '+'), "invalid_request"},
    {"resource", "api.example", "invalid_target"},
    {"resource", "https://api.example/v1#f", "invalid_target"},
    {"resource", "https://api.example/v1/", "invalid_target"},
    {"authorization_details", "{\"type\":\"payment\"}", "invalid_authorization_details"},
    {"authorization_details", "[]", "invalid_authorization_details"},
    {"authorization_details", "[\"payment\"]", "invalid_authorization_details"},
    {"authorization_details", "[{\"type\":5}]", "invalid_authorization_details"},
    {"authorization_details", "[{\"type\":\"foreign\"}]", "invalid_authorization_details"},
    // What is accepted stands within other JSON later, and must be read back: depth and members are bounded.
    {"authorization_details", details_with(nested(6)), goes_on}, // depth 8
    {"authorization_details", details_with(nested(7)), "invalid_authorization_details"},
    {"authorization_details", details_with(numbers(197)), goes_on}, // 200 members
    {"authorization_details", details_with(numbers(198)), "invalid_authorization_details"},
    {"claims", name_with(R"("value":)" + nested(5)), goes_on}, // depth 8
    {"claims", name_with(R"("value":)" + nested(6)), "invalid_request"},
    {"claims", name_with(R"("value":)" + numbers(397)), goes_on}, // 400 members
    {"claims", name_with(R"("value":)" + numbers(398)), "invalid_request"},
    {"claims", name_with(R"("value":1,"values":)" + numbers(49)), goes_on},
    {"claims", name_with(R"("value":1,"values":)" + numbers(50)), "invalid_request"},
    {"something_new", "whatever", goes_on},
};

Stand table_stand()
{
    return Stand{Engine::sqlite, {.configure = [](idp::config::Config& config) {
                     config.oidc.resources = {"https://api.example/v1"};
                     config.oidc.authorization_details_types = {"payment", "foreign"};
                 }}};
}

void add_client_of_table(Stand& stand)
{
    idp::oauth::Client client;
    client.id = "portal";
    client.redirect_uris = {"https://portal.example/callback"};
    client.scope = {"openid", "profile", "email"};
    client.authorization_details_types = {"payment"};
    stand.add_client(client);
}

/// A good request in which the parameter has these values: none, one, or several.
Fields request_with(std::string_view parameter, std::vector<std::string> const& values)
{
    auto fields = portal_request({{"scope", "openid email"}});
    std::erase_if(fields, [&](auto const& field) { return field.first == parameter; });
    for (auto const& value : values)
        fields.emplace_back(parameter, value);
    return fields;
}

std::string outcome_of(Page const& page)
{
    constexpr std::string_view callback = "https://portal.example/callback";
    auto location = page.header("Location");
    if (page.status != 303)
        return page.status == 400 && page.name() == "error" ? std::string{our_page} : std::to_string(page.status);
    if (!location.starts_with(callback))
        return location.starts_with("/login?flow=") ? std::string{goes_on} : "303 " + location;
    auto const at = callback.size();
    CHECK((location[at] == '?' || location[at] == '#'));
    location[at] = '?';
    Page at_client;
    at_client.address = location;
    CHECK(at_client.parameter("iss").starts_with("http://localhost:"));
    CHECK(at_client.parameter("code").empty());
    return at_client.parameter("error");
}

std::string get_outcome(Stand const& stand, std::string const& query)
{
    auto browser = stand.browser();
    return outcome_of(browser.request("GET", "/oauth2/authorize?" + query, ""));
}

std::string post_outcome(Stand const& stand, std::string const& query)
{
    auto browser = stand.browser();
    auto posted =
        browser.request("POST", "/oauth2/authorize", query, {{"Content-Type", "application/x-www-form-urlencoded"}});
    // A posted request is kept and taken up by GET, so that the browser's cookies come along.
    if (posted.status == 303 && posted.header("Location").starts_with("/oauth2/authorize/begin?flow="))
        posted = browser.request("GET", posted.header("Location"), "");
    return outcome_of(posted);
}

/// In the query, where it fits an address, and in a posted body.
void check_outcome(Stand const& stand, Fields const& fields, std::string_view outcome)
{
    constexpr std::size_t longest_query = 7000;
    auto const query = encode_form(fields);
    if (query.size() < longest_query)
        CHECK(get_outcome(stand, query) == outcome);
    CHECK(post_outcome(stand, query) == outcome);
}

void check_row(Stand const& stand, Row const& row, idp::authorize::KnownParameter const& known)
{
    auto const check = [&](char const* fault, std::vector<std::string> const& values, std::string_view outcome) {
        CAPTURE(fault);
        check_outcome(stand, request_with(row.parameter, values), outcome);
    };
    std::string const good{row.good.empty() ? "x" : row.good};
    if (!row.good.empty())
        check("none", {good}, goes_on);
    check("missing", {}, row.missing);
    check("doubled", {good, good}, row.doubled);
    check("empty", {""}, row.empty);
    auto const length = known.longest == idp::authorize::any_length ? 4096 : known.longest;
    check("over-long", {std::string(length + 1, 'a')}, row.over_long);
    check("wrong", {row.wrong_value}, row.wrong);
}

} // namespace

TEST_SUITE("authorize")
{
    TEST_CASE("every parameter this server knows has one row in the table below, and no other name has one")
    {
        for (auto const& known : idp::authorize::known_parameters) {
            CAPTURE(known.name);
            CHECK(std::ranges::count(rows, known.name, &Row::parameter) == 1);
        }
        CHECK(rows.size() == idp::authorize::known_parameters.size());
    }

    TEST_CASE("each parameter missing, doubled, empty, over-long or wrong has its one outcome")
    {
        auto stand = table_stand();
        add_client_of_table(stand);
        for (auto const& row : rows) {
            CAPTURE(row.parameter);
            auto const* const known = idp::authorize::find_known(row.parameter);
            REQUIRE(known);
            check_row(stand, row, *known);
        }
    }

    TEST_CASE("further values of single parameters have their one outcome")
    {
        auto stand = table_stand();
        add_client_of_table(stand);
        for (auto const& item : cases) {
            CAPTURE(item.parameter);
            CAPTURE(item.value);
            check_outcome(stand, request_with(item.parameter, {item.value}), item.outcome);
        }
    }

    TEST_CASE("invalid UTF-8 and a doubled parameter nobody knows are refused")
    {
        auto stand = table_stand();
        add_client_of_table(stand);
        auto const good = encode_form(portal_request());
        CHECK(get_outcome(stand, good + "&login_hint=%ff%fe") == our_page);
        CHECK(get_outcome(stand, good + "&new=1") == goes_on);
        CHECK(get_outcome(stand, good + "&new=1&new=1") == "invalid_request");
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
