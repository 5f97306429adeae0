// What others rely on: names of pages and fields, messages, errors, links.
#include "doctest.h"
#include "engine_for_tests.hpp"
#include "idp/pages/addresses.hpp"
#include "idp/pages/continue.hpp"
#include "idp/pages/error.hpp"
#include "idp/pages/login.hpp"
#include "idp/pages/messages.hpp"
#include "rendered.hpp"
#include <algorithm>
#include <set>

namespace pages = zugang::idp::pages;
namespace templates = zugang::templates;
using templates::Language;
using zugang::tests::Element;
using zugang::tests::find_named;
using zugang::tests::find_page;
using zugang::tests::product_engine;
using zugang::tests::read_markup;
using zugang::tests::words_of;

TEST_CASE("the title names the step and the service, and begins with the error where there is one")
{
    auto const title = [](std::string_view name, Language language) {
        auto const& elements = find_page(name, language).elements;
        return std::ranges::find(elements, "title", &Element::name)->text;
    };
    CHECK(title("login", Language::de) == "Anmeldung – Zugang");
    CHECK(title("login-empty", Language::de) == "Fehler: Anmeldung – Zugang");
    CHECK(title("login-wrong", Language::en) == "Error: Sign-in – Zugang");
    CHECK(title("register-sent-again", Language::de) == "Registrierung – Zugang");
}

TEST_CASE("the pages carry the names and fields others rely on")
{
    struct Promise {
        std::string sample;
        std::string page;
        std::vector<std::string> fields;
    };
    std::vector<Promise> const promises{
        {"start", "start", {}},
        {"login", "login", {"username", "password", "cancel", "csrf"}},
        {"register", "register", {"email", "password", "password_repeat", "accept_terms", "website", "cancel"}},
        {"register-sent", "register-sent", {}},
        {"confirm-email-ask", "confirm-email", {"id"}},
        {"password-forgot", "password-forgot", {"username"}},
        {"not-me-ask", "not-me", {"id"}},
        {"account-factors", "account-factors", {"kind", "csrf"}},
        {"rename-factor", "rename-factor", {"factor", "name", "cancel", "csrf"}},
        {"remove-factor", "remove-factor", {"factor", "cancel", "csrf"}},
        {"password-reset-ask", "password-reset", {"id", "password", "password_repeat"}},
        {"password-change", "password-change", {"password", "password_repeat", "cancel"}},
        {"username-forgot", "username-forgot", {"email"}},
        {"choose-account", "choose-account", {"account", "cancel"}},
        {"consent", "consent", {"decision"}},
        {"setup-recovery-codes", "recovery-codes", {"former", "set", "action", "later", "cancel", "csrf"}},
        {"recovery-codes", "recovery-codes", {"set", "action", "cancel", "csrf"}},
        {"recovery-code", "recovery-code", {"code", "cancel", "csrf"}},
        {"logout", "logout", {"request"}},
        {"logged-out", "logged-out", {}},
        {"help", "help", {}},
        {"error-not_found", "error", {}},
    };
    for (auto const& promise : promises) {
        CAPTURE(promise.sample);
        auto const& elements = find_page(promise.sample).elements;
        CHECK(std::ranges::find(elements, "main", &Element::name)->get("data-page") == promise.page);
        for (auto const& field : promise.fields) {
            CHECK_MESSAGE(find_named(elements, field) != nullptr, "no field ", field);
        }
    }
}

TEST_CASE("password managers find what they look for, and pasting is nowhere forbidden")
{
    auto const& login = find_page("login").elements;
    CHECK(find_named(login, "username")->get("autocomplete") == "username webauthn");
    CHECK(find_named(login, "username")->get("type") == "text");
    CHECK(find_named(login, "password")->get("autocomplete") == "current-password");
    auto const& registration = find_page("register").elements;
    CHECK(find_named(registration, "email")->get("autocomplete") == "email");
    CHECK(find_named(registration, "password")->get("autocomplete") == "new-password");
    CHECK(find_named(registration, "password_repeat")->get("autocomplete") == "new-password");
    CHECK_FALSE(find_named(registration, "accept_terms")->has("checked"));
    CHECK(find_named(find_page("register-wrong").elements, "accept_terms")->has("checked"));
}

TEST_CASE("Enter in a field signs in: the first button of the form is not the one that cancels")
{
    for (auto const* name : {"login", "register", "password-change"}) {
        CAPTURE(name);
        auto const& elements = find_page(name).elements;
        auto const first = std::ranges::find_if(
            elements, [](Element const& e) { return e.name == "button" && e.get("type") != "button"; });
        CHECK(first->get("name") != "cancel");
    }
}

TEST_CASE("an error stands at its field and in the summary that links to it")
{
    auto const& page = find_page("register-wrong");
    for (auto const* field : {"email", "password", "password_repeat", "accept_terms"}) {
        CAPTURE(field);
        auto const* input = find_named(page.elements, field);
        REQUIRE(input);
        CHECK(input->get("aria-invalid") == "true");
        auto const described = words_of(input->get("aria-describedby"));
        CHECK(std::ranges::find(described, std::string{field} + "-error") != described.end());
        CHECK(page.html.find("<a href=\"#" + std::string{field} + "\">") != std::string::npos);
    }
    CHECK(page.html.find("data-message=\"password_too_short\"") != std::string::npos);
    CHECK(page.html.find("Es braucht mindestens 12 Zeichen.") != std::string::npos);
    CHECK_FALSE(find_named(find_page("register").elements, "email")->has("aria-invalid"));
}

TEST_CASE("typed values come back, passwords do not")
{
    auto const& page = find_page("login-wrong");
    CHECK(find_named(page.elements, "username")->get("value") == "mustermann@web.de");
    CHECK_FALSE(find_named(page.elements, "password")->has("value"));
    CHECK(find_named(find_page("register-wrong").elements, "email")->get("value") == "mustermann@wep.de");
}

TEST_CASE("the page after registering looks by itself, and has a way on without script")
{
    auto const& page = find_page("register-sent");
    auto const main = std::ranges::find(page.elements, "main", &Element::name);
    CHECK(main->get("data-poll") == "/register/sent/state?flow=f-123");
    CHECK(main->get("data-poll-next") == "/register/sent?check=1&amp;flow=f-123");
    CHECK(page.html.find("href=\"/register/sent?check=1&amp;flow=f-123\"") != std::string::npos);
    CHECK(page.html.find("Der Link gilt 24 Stunden (bis Donnerstag, 14:05 Uhr).") != std::string::npos);
}

TEST_CASE("the continue page leads nowhere but to a client's address")
{
    pages::ContinuePage page{{}, "App", "https://app.example/cb?code=1&state=2"};
    auto const html = page.render(product_engine());
    CHECK(html.find("content=\"0; url=https://app.example/cb?code=1&amp;state=2\"") != std::string::npos);
    CHECK(html.find("<a class=\"button\" href=\"https://app.example/cb?code=1&amp;state=2\">") != std::string::npos);
    page.address = "com.example.app:/callback?code=1";
    CHECK_NOTHROW((void)page.render(product_engine()));
    for (auto const* address :
         {"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "", "/x"}) {
        CAPTURE(address);
        page.address = address;
        CHECK_THROWS_AS((void)page.render(product_engine()), std::logic_error);
    }
}

TEST_CASE("a page leads to this server by its path alone, and to a client by an address a browser does not execute")
{
    CHECK(pages::local_address("/login?flow=1") == "/login?flow=1");
    for (auto const* address :
         {"", "login", "//evil.example", "/\\evil.example", "https://evil.example/", "javascript:x"}) {
        CAPTURE(address);
        CHECK(pages::local_address(address) == "/");
    }
    CHECK(pages::client_address("http://localhost:8081/cb") == "http://localhost:8081/cb");
    CHECK_THROWS_AS((void)pages::client_address("javascript:alert(1)"), std::logic_error);
    CHECK_THROWS_AS((void)pages::client_address("//evil.example"), std::logic_error);
}

TEST_CASE("links and forms carry the sign-in they belong to, also where only the page's own address names it")
{
    pages::Frame frame;
    CHECK(frame.link("/login") == "/login");
    frame.here = "/login?ui_locales=uk&flow=a%26b";
    CHECK(frame.link("/login") == "/login?flow=a%26b");
    CHECK(frame.link("/register?correct=1") == "/register?correct=1&flow=a%26b");
    frame.flow = "other id";
    CHECK(frame.link("/login") == "/login?flow=other%20id");
}

TEST_CASE("the language links keep the address, replace a former choice and never leave this server")
{
    auto const link_of = [](std::string here) {
        pages::LoginPage page;
        page.frame.here = std::move(here);
        auto const elements = read_markup(page.render(product_engine()));
        auto const is_ukrainian = [](Element const& e) { return e.get("hreflang") == "uk"; };
        return std::ranges::find_if(elements, is_ukrainian)->get("href");
    };
    CHECK(link_of("/login") == "/login?ui_locales=uk");
    CHECK(link_of("/login?flow=1") == "/login?flow=1&amp;ui_locales=uk");
    CHECK(link_of("/login?ui_locales=de&flow=1&ui_locales=en") == "/login?flow=1&amp;ui_locales=uk");
    CHECK(link_of("//evil.example/x") == "/?ui_locales=uk");
    CHECK(link_of("https://evil.example/") == "/?ui_locales=uk");
    CHECK(link_of("") == "/?ui_locales=uk");
}

TEST_CASE("every message has a wording of its own in every language, and needs no detail it does not get")
{
    std::set<std::string> codes;
    for (auto const code : pages::message_codes()) {
        CAPTURE(code);
        CHECK(codes.insert(std::string{code}).second);
        auto const wording = pages::message_text(code, templates::Text::number(12));
        auto const german = product_engine().translate(wording.text, Language::de);
        CHECK_FALSE(german.empty());
        CHECK(german.find('{') == std::string::npos);
        for (auto const language : {Language::en, Language::uk}) {
            CHECK(product_engine().translate(wording.text, language) != german);
        }
    }
    CHECK(codes.size() >= 30);
    CHECK_THROWS_AS((void)pages::message_text("no_such_code", {}), std::logic_error);
}

TEST_CASE("every error page names its code and number, an unknown code reads as an error of ours")
{
    for (auto const code : pages::error_codes()) {
        auto const& page = find_page("error-" + std::string{code});
        CHECK(page.html.find("data-error=\"" + std::string{code} + "\"") != std::string::npos);
        CHECK(page.html.find("4F7-K2Q") != std::string::npos);
        CHECK(page.html.find("<title>Fehler: ") != std::string::npos);
    }
    auto const unknown = pages::ErrorPage{{}, "teapot", "AAA-BBB"}.render(product_engine());
    CHECK(unknown.find("Bei uns ist ein Fehler aufgetreten") != std::string::npos);
    CHECK(unknown.find("data-error=\"teapot\"") != std::string::npos);
}
