// Every field of every form × {missing, doubled, empty, over-long, invalid UTF-8, NUL}: a page, no failure, nothing
// half-written.
#include "base/url.hpp"
#include "doctest.h"
#include "tests/support/relying_party.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

constexpr auto fault_name = "max@example.org";
constexpr auto fault_password = "ein gutes Passwort";

struct Form {
    std::string action;
    Fields fields; // good values, beside the hidden ones
    std::function<Page(Browser&)> open;
};

std::vector<Form> all_forms()
{
    auto const at_login = [](Browser& browser) { return browser.get(authorize_address(portal_request())); };
    auto const page_of = [](std::string address) {
        return [address](Browser& browser) { return browser.get(address); };
    };
    auto const signed_in = [](std::string address) {
        return [address](Browser& browser) {
            sign_in(browser, portal_request(), fault_name, fault_password);
            return browser.get(address);
        };
    };
    return {
        {"/login", {{"username", fault_name}, {"password", "falsch"}, {"cancel", "1"}}, at_login},
        {"/register",
         {{"email", "neu@example.org"},
          {"password", "ein ganz neues Passwort"},
          {"password_repeat", "ein ganz neues Passwort"},
          {"accept_terms", "1"},
          {"website", ""},
          {"cancel", "1"}},
         page_of("/register")},
        {"/password/forgot", {{"username", "nie@example.org"}}, page_of("/password/forgot")},
        {"/username/forgot", {{"email", "nie@example.org"}}, page_of("/username/forgot")},
        {"/choose-account",
         {{"account", "other"}},
         signed_in(authorize_address(portal_request({{"prompt", "select_account"}})))},
        {"/consent", {{"decision", "allow"}}, signed_in(authorize_address(portal_request({{"prompt", "consent"}})))},
        {"/logout", {{"request", ""}}, signed_in("/logout")},
    };
}

std::string body_with_fault(Fields const& fields, std::string const& name, std::string const& fault)
{
    auto rest = fields;
    std::erase_if(rest, [&](auto const& field) { return field.first == name; });
    auto const body = encode_form(rest) + "&" + name + "=";
    auto const present = std::ranges::find_if(fields, [&](auto const& field) { return field.first == name; });
    if (fault == "missing")
        return encode_form(rest);
    if (fault == "doubled")
        return body + percent_encode(present->second) + "&" + name + "=" + percent_encode(present->second);
    if (fault == "over-long")
        return body + std::string(20000, 'a');
    if (fault == "invalid UTF-8")
        return body + "%ff%fe";
    if (fault == "NUL")
        return body + "%00";
    return body; // empty
}

std::int64_t rows_in(Stand& stand, std::string_view table)
{
    auto const sql = "SELECT count(*) AS n FROM " + std::string{table};
    return stand.database().read([&](store::Connection& db) { return db.query(sql).front().integer("n"); });
}

} // namespace

TEST_SUITE("form faults")
{
    TEST_CASE("a form with a faulty field is answered with a page, never with a failure")
    {
        Stand stand;
        stand.add_portal();
        stand.add_account(fault_name, fault_password);
        for (auto const& form : all_forms()) {
            auto browser = stand.browser();
            auto const page = form.open(browser);
            REQUIRE(page.body.find("action=\"" + form.action) != std::string::npos);
            auto fields = page.hidden_fields(form.action);
            fields.insert(fields.end(), form.fields.begin(), form.fields.end());
            for (auto const& [name, value] : fields) {
                for (auto const* const fault : {"missing", "doubled", "empty", "over-long", "invalid UTF-8", "NUL"}) {
                    CAPTURE(form.action);
                    CAPTURE(name);
                    CAPTURE(fault);
                    auto own = browser;
                    auto const answer = own.request(
                        "POST", page.address, body_with_fault(fields, name, fault),
                        {{"Content-Type", "application/x-www-form-urlencoded"}, {"Origin", stand.config().issuer}});
                    auto const is_page = answer.status == 303 || !answer.name().empty();
                    CHECK(is_page);
                    CHECK(answer.status < 500);
                    auto const is_broken = std::string_view{fault} == "doubled" ||
                                           std::string_view{fault} == "invalid UTF-8" ||
                                           std::string_view{fault} == "NUL";
                    if (is_broken)
                        CHECK(answer.status == 400);
                }
            }
        }
    }

    TEST_CASE("a registration with any faulty field stores no account and sends no mail")
    {
        Stand stand;
        auto browser = stand.browser();
        auto const page = browser.get("/register");
        auto fields = page.hidden_fields("/register");
        fields.insert(fields.end(), {{"email", "neu@example.org"},
                                     {"password", "ein ganz neues Passwort"},
                                     {"password_repeat", "ein ganz neues Passwort"},
                                     {"accept_terms", "1"}});
        for (auto const& [name, value] : fields) {
            for (auto const* const fault : {"missing", "doubled", "empty", "over-long", "invalid UTF-8", "NUL"}) {
                CAPTURE(name);
                CAPTURE(fault);
                browser.request(
                    "POST", page.address, body_with_fault(fields, name, fault),
                    {{"Content-Type", "application/x-www-form-urlencoded"}, {"Origin", stand.config().issuer}});
                CHECK(rows_in(stand, "accounts") == 0);
                CHECK(rows_in(stand, "outbox") == 0);
            }
        }
        browser.post(page.address, fields);
        CHECK(rows_in(stand, "accounts") == 1); // the same fields without a fault do register
    }
}

} // namespace zugang::tests
