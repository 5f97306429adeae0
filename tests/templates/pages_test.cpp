// Every page in every language: built soundly, usable by everyone, and safe against what is typed.
#include "doctest.h"
#include "engine_for_tests.hpp"
#include "rendered.hpp"
#include <algorithm>
#include <set>

namespace templates = zugang::templates;
using zugang::tests::all_rendered;
using zugang::tests::Element;
using zugang::tests::find_page;
using zugang::tests::product_engine;
using zugang::tests::read_markup;
using zugang::tests::Rendered;
using zugang::tests::words_of;

namespace {

void for_each_page(std::function<void(Rendered const&)> const& check)
{
    for (auto const& page : all_rendered()) {
        CAPTURE(page.name);
        CAPTURE(page.language.tag);
        check(page);
    }
}

std::size_t count(Rendered const& page, std::string_view name)
{
    return static_cast<std::size_t>(std::ranges::count(page.elements, name, &Element::name));
}

std::set<std::string> ids_of(Rendered const& page)
{
    std::set<std::string> ids;
    for (auto const& element : page.elements) {
        if (element.has("id")) {
            CHECK_MESSAGE(ids.insert(element.get("id")).second, "doubled id ", element.get("id"));
        }
    }
    return ids;
}

/// The same context with every text replaced.
templates::Context with_every_text(templates::Context const& context, std::string const& value)
{
    auto changed = context;
    for (auto const& [name, old] : context.values()) {
        if (std::holds_alternative<templates::Text>(old)) {
            changed.text(name, value);
        } else if (auto const* list = std::get_if<templates::ContextList>(&old)) {
            templates::ContextList items;
            for (auto const& item : *list) {
                items.push_back(with_every_text(item, value));
            }
            changed.list(name, std::move(items));
        }
    }
    return changed;
}

} // namespace

TEST_CASE("every page is sound markup in its language, with nothing of the template left over")
{
    for_each_page([](Rendered const& page) {
        CHECK(page.html.find("{{") == std::string::npos);
        CHECK(page.html.find("}}") == std::string::npos);
        REQUIRE(page.elements.front().name == "html");
        CHECK(page.elements.front().get("lang") == page.language.tag);
        CHECK(page.elements.front().get("dir") == page.language.direction);
        CHECK(count(page, "h1") == 1);
        CHECK(count(page, "main") == 1);
        CHECK(count(page, "title") == 1);
    });
}

TEST_CASE("no page has inline script, inline style or anything from elsewhere")
{
    for_each_page([](Rendered const& page) {
        for (auto const& element : page.elements) {
            CHECK(element.name != "style");
            CHECK_FALSE(element.has("style"));
            for (auto const& [name, value] : element.attributes) {
                CHECK_FALSE(name.starts_with("on"));
                CHECK_FALSE(value.starts_with("javascript:"));
            }
            if (element.name == "script") {
                CHECK(element.text.empty());
            }
            if (element.name == "script") {
                CHECK(element.get("src").starts_with("/static/"));
            }
            if (element.name == "img") { // a client's logo comes by our own address, too
                CHECK((element.get("src").starts_with("/static/") ||
                       element.get("src").starts_with("/oauth2/client-logo?")));
            }
            if (element.name == "link") {
                CHECK(element.get("href").starts_with("/static/"));
            }
        }
    });
}

TEST_CASE("every control has a label, every picture a text, every id is there once and meant by its references")
{
    for_each_page([](Rendered const& page) {
        auto const ids = ids_of(page);
        for (auto const& element : page.elements) {
            for (auto const* reference : {"for", "aria-labelledby", "aria-describedby"}) {
                for (auto const& id : words_of(element.get(reference))) {
                    CHECK_MESSAGE(ids.contains(id), reference, " names ", id);
                }
            }
            auto const is_hidden = element.get("type") == "hidden" || element.get("aria-hidden") == "true";
            if (element.name == "input" && !is_hidden) {
                auto const is_its_label = [&](Element const& e) { return e.get("for") == element.get("id"); };
                CHECK_MESSAGE(std::ranges::any_of(page.elements, is_its_label), "no label for ", element.get("name"));
            }
            if (element.name == "img") {
                CHECK(element.has("alt"));
            }
            if (element.name == "button" || element.name == "a") {
                CHECK_FALSE(element.text.empty());
            }
            if (element.name == "a" && element.get("href").starts_with('#')) {
                CHECK_MESSAGE(ids.contains(element.get("href").substr(1)), "link to ", element.get("href"));
            }
        }
    });
}

TEST_CASE("every form we receive is a POST with the CSRF token")
{
    for_each_page([](Rendered const& page) {
        for (std::size_t index = 0; index < page.elements.size(); ++index) {
            auto const& form = page.elements[index];
            if (form.name != "form" || page.name == "form-post") {
                continue;
            }
            CHECK(form.get("method") == "post");
            CHECK(form.get("action").starts_with('/'));
            auto const has_token = std::ranges::any_of(page.elements, [&](Element const& e) {
                return e.parent == index && e.get("name") == "csrf" && e.get("value") == "csrf-token";
            });
            CHECK(has_token);
        }
    });
}

TEST_CASE("every page has a skip link, each language in its own name, the phone number, help and the legal sections")
{
    auto const help_ids = ids_of(find_page("help"));
    for_each_page([&](Rendered const& page) {
        CHECK(page.html.find("<a class=\"skip\" href=\"#main\">") != std::string::npos);
        for (auto const* own_name : {">Deutsch</a>", ">English</a>", ">Українська</a>"}) {
            CHECK(page.html.find(own_name) != std::string::npos);
        }
        CHECK(page.html.find("0800 4 5555 01") != std::string::npos);
        std::set<std::string> sections;
        for (auto const& element : page.elements) {
            auto const address = element.get("href");
            if (element.name == "a" && address.starts_with("/help") && address.find('#') != std::string::npos) {
                auto const section = address.substr(address.find('#') + 1);
                CHECK_MESSAGE(help_ids.contains(section), "the help has no section ", section);
                sections.insert(section);
            }
        }
        for (auto const* section : {"impressum", "datenschutz", "barrierefreiheit"}) {
            CHECK(sections.contains(section));
        }
    });
}

TEST_CASE("a message box has a code and a role")
{
    for_each_page([](Rendered const& page) {
        for (auto const& element : page.elements) {
            if (element.has("data-message")) {
                CHECK_FALSE(element.get("data-message").empty());
                CHECK((element.get("role") == "alert" || element.get("role") == "status"));
            }
        }
    });
}

TEST_CASE("nothing that is typed or named becomes markup, on any page")
{
    std::string const hostile = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{csrf}}{{{csrf}}}&lt;";
    auto const declarations = zugang::tests::product_declarations();
    for (auto const& declaration : declarations.front()) {
        CAPTURE(declaration.name);
        for (auto const& info : templates::all_languages()) {
            auto const render = [&](std::string const& value) {
                return product_engine().render(declaration.name, info.language,
                                               with_every_text(declaration.sample, value));
            };
            auto const harmless = read_markup(render("x"));
            auto const html = render(hostile);
            auto const attacked = read_markup(html);
            CHECK(attacked.size() == harmless.size());
            for (std::size_t index = 0; index < std::min(attacked.size(), harmless.size()); ++index) {
                CHECK(attacked[index].name == harmless[index].name);
                CHECK(attacked[index].attributes.size() == harmless[index].attributes.size());
            }
            CHECK(html.find("<script>") == std::string::npos);
            CHECK(html.find("&amp;lt;") != std::string::npos);
        }
    }
}
