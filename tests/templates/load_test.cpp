// What the engine refuses to start with, and how an agency lays its own files over ours.
#include "doctest.h"
#include "engine_for_tests.hpp"
#include "templates/catalog.hpp"
#include <thread>

namespace templates = zugang::templates;
using templates::Language;
using zugang::tests::load_error;
using zugang::tests::OverrideDirectory;
using zugang::tests::product_declarations;
using zugang::tests::product_engine;

namespace {

constexpr auto page = "pages/login_expired.html.mustache";

/// What an engine says to this content of one page.
std::string error_of_page(std::string_view content)
{
    OverrideDirectory const directory;
    directory.write(page, content);
    return load_error(directory.path());
}

std::string render_page(std::string_view content, std::string value)
{
    OverrideDirectory const directory;
    directory.write("pages/start.html.mustache", content);
    templates::Engine const engine{directory.path(), product_declarations()};
    templates::Context context;
    context.text("account_name", std::move(value)).flag("signed_in", false);
    return engine.render("pages/start.html", Language::de, context);
}

} // namespace

TEST_CASE("an unknown variable stops the start, with template, line and name")
{
    CHECK(error_of_page("<p>\n{{restart_adress}}</p>") ==
          "pages/login_expired.html:2: the variable restart_adress is not known here");
    CHECK(error_of_page("{{#no_such}}{{/no_such}}").find("no_such") != std::string::npos);
    CHECK(error_of_page("{{^no_such}}{{/no_such}}").find("no_such") != std::string::npos);
    CHECK(error_of_page("a\nb\n{{_ Weiter zu {client_name}}}") ==
          "pages/login_expired.html:3: the variable client_name is not known here");
    CHECK(error_of_page("<a href=\"{{restart_address}}\">{{_ Weiter}}</a>").empty());
}

TEST_CASE("the names inside a list are known inside it only")
{
    CHECK(error_of_page("{{#languages}}{{own_name}}{{page_title}}{{/languages}}").empty());
    CHECK(error_of_page("{{own_name}}").find("own_name is not known") != std::string::npos);
    CHECK(error_of_page("{{^languages}}{{own_name}}{{/languages}}").find("own_name is not known") != std::string::npos);
    CHECK(error_of_page("{{#languages}}{{/languages}}{{own_name}}").find("own_name is not known") != std::string::npos);
}

TEST_CASE("a name used as something it is not stops the start")
{
    CHECK(error_of_page("{{signed_in}}").find("signed_in is not a text") != std::string::npos);
    CHECK(error_of_page("{{languages}}").find("languages is not a text") != std::string::npos);
    // Unescaped output of a text would let any name or address write markup.
    CHECK(error_of_page("{{{page_title}}}").find("page_title is not markup") != std::string::npos);
    CHECK_FALSE(error_of_page("{{&page_title}}").empty());
}

TEST_CASE("a broken template stops the start")
{
    CHECK(error_of_page("{{#signed_in}}").find("is not closed") != std::string::npos);
    CHECK(error_of_page("{{/signed_in}}").find("closes nothing") != std::string::npos);
    CHECK(error_of_page("{{#signed_in}}{{#csrf}}{{/signed_in}}{{/csrf}}").find("closes nothing") != std::string::npos);
    CHECK(error_of_page("\n{{page_title").find(":2: a tag is not closed") != std::string::npos);
    CHECK(error_of_page("{{}}").find("is not known") != std::string::npos);
    CHECK(error_of_page("{{=<% %>=}}").find("is not known") != std::string::npos);
    CHECK(error_of_page("{{> pages/parts/nothing.html}}").find(":1: there is no template") != std::string::npos);
    CHECK(error_of_page("{{> pages/login_expired.html}}").find("without end") != std::string::npos);
    CHECK(error_of_page("{{@ nothing.css}}").find("there is no asset nothing.css") != std::string::npos);
}

TEST_CASE("a text without translation stops the start")
{
    CHECK(error_of_page("<p>{{_ Guten Abend, gute Nacht}}</p>").find("no translation of \"Guten Abend, gute Nacht\"") !=
          std::string::npos);
}

TEST_CASE("a catalog that lacks a text, or cannot be read, stops the start")
{
    OverrideDirectory const directory;
    directory.write("po/uk.mo", "not a catalog");
    CHECK(load_error(directory.path()) == "po/uk.mo: not a little-endian .mo file");
    // A catalog with a header and nothing else.
    using namespace std::string_literals;
    auto const header = "Plural-Forms: nplurals=1; plural=0;\n"s;
    auto const length = std::string{static_cast<char>(header.size()), '\0', '\0', '\0'};
    directory.write("po/uk.mo", "\xde\x12\x04\x95\0\0\0\0\1\0\0\0\x1c\0\0\0\x24\0\0\0\0\0\0\0\0\0\0\0"s +
                                    "\0\0\0\0\x2c\0\0\0"s + length + "\x2d\0\0\0\0"s + header + "\0"s);
    CHECK(load_error(directory.path()).starts_with("po/uk.mo: no translation of \""));
}

TEST_CASE("a template of no page or mail, and a page or mail without template, stop the start")
{
    OverrideDirectory const directory;
    directory.write("pages/login_expried.html.mustache", "x");
    CHECK(load_error(directory.path()).find("there is no page or mail of this name") != std::string::npos);
    OverrideDirectory const empty;
    CHECK(load_error(empty.path(), {{{"pages/unwritten.html", {}}}}).find("no template pages/unwritten.html") !=
          std::string::npos);
}

TEST_CASE("an override directory replaces what it holds and nothing else")
{
    OverrideDirectory const directory;
    directory.write(page, "<h1>{{page_title}}</h1><p>Amt Beispielstadt: {{_ Neu anmelden}}</p>");
    directory.write("static/style.css", "body{}");
    directory.write("static/logo.svg", "<svg/>");
    templates::Engine const engine{directory.path(), product_declarations()};
    templates::Context context;
    context.text("page_title", std::string{"T"});
    CHECK(engine.render("pages/login_expired.html", Language::en, context) ==
          "<h1>T</h1><p>Amt Beispielstadt: Sign in again</p>");
    CHECK(engine.find_asset_named("style.css")->content == "body{}");
    CHECK(engine.find_asset_named("logo.svg")->content_type == "image/svg+xml");
    CHECK(engine.find_asset_named("zugang.js")->content == product_engine().find_asset_named("zugang.js")->content);
}

TEST_CASE("an override directory that is not there, is a file, or holds a kind of file nobody serves is refused")
{
    OverrideDirectory const directory;
    CHECK(load_error(directory.path() / "nothing").find("is not a directory") != std::string::npos);
    directory.write("file", "x");
    CHECK(load_error(directory.path() / "file").find("is not a directory") != std::string::npos);
    directory.write("static/tool.exe", "x");
    CHECK(load_error(directory.path()).find("static/tool.exe: no content type") != std::string::npos);
    OverrideDirectory const large;
    large.write("static/large.css", std::string((1U << 20U) + 1, 'x'));
    CHECK(load_error(large.path()).find("at most 1 MiB") != std::string::npos);
    large.write("static/large.css", std::string(1U << 20U, 'x'));
    CHECK(load_error(large.path()).empty());
}

TEST_CASE("values are escaped, and mustache inside a value stays a value")
{
    CHECK(render_page("{{account_name}}", "<b a=\"x\" c='y'>&") == "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;");
    CHECK(render_page("{{account_name}}", "{{{csrf}}}{{_ Weiter}}") == "{{{csrf}}}{{_ Weiter}}");
    CHECK(render_page("{{_ Sie sind angemeldet als}} {{account_name}}", "{name}") == "Sie sind angemeldet als {name}");
}

TEST_CASE("a text is true as a section where it is not empty")
{
    CHECK(render_page("{{#account_name}}[{{account_name}}]{{/account_name}}{{^account_name}}none{{/account_name}}",
                      "x") == "[x]");
    CHECK(render_page("{{#account_name}}[{{account_name}}]{{/account_name}}{{^account_name}}none{{/account_name}}",
                      "") == "none");
}

TEST_CASE("the address of an asset changes with its content and is found under that address only")
{
    auto const& engine = product_engine();
    auto const address = engine.asset("style.css");
    CHECK(address.starts_with("/static/"));
    CHECK(address.ends_with("/style.css"));
    REQUIRE(engine.find_asset(address));
    CHECK(engine.find_asset(address)->content_type == "text/css; charset=utf-8");
    CHECK_FALSE(engine.find_asset("/static/style.css"));
    CHECK_FALSE(engine.find_asset("/static/AAAAAAAAAAAAAAAA/style.css"));
    CHECK_FALSE(engine.find_asset(address + "x"));
    CHECK_FALSE(engine.find_asset(address.substr(0, address.rfind('/') + 1) + "../po/uk.mo"));
    CHECK_THROWS_AS((void)engine.asset("nothing.css"), std::logic_error);
    OverrideDirectory const directory;
    directory.write("static/style.css", "body{}");
    templates::Engine const other{directory.path(), product_declarations()};
    CHECK(other.asset("style.css") != address);
    CHECK_FALSE(other.find_asset(address));
}

TEST_CASE("rendering a page nobody declared is the program's mistake")
{
    CHECK_THROWS_AS((void)product_engine().render("pages/nothing.html", Language::de, {}), std::logic_error);
}

TEST_CASE("many threads render the same template at once")
{
    auto const& engine = product_engine();
    auto const sample = product_declarations().front().front();
    auto const expected = engine.render(sample.name, Language::uk, sample.sample);
    std::vector<std::size_t> wrong(4, 0);
    {
        std::vector<std::jthread> threads;
        for (auto& count : wrong) {
            threads.emplace_back([&] {
                for (auto turn = 0; turn < 50; ++turn) {
                    count += engine.render(sample.name, Language::uk, sample.sample) == expected ? 0U : 1U;
                }
            });
        }
    }
    CHECK(wrong == std::vector<std::size_t>(4, 0));
}
