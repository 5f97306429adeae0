// The catalogs: complete, truly translated, and the only place words come from.
#include "doctest.h"
#include "embedded/templates.hpp"
#include "templates/catalog.hpp"
#include <algorithm>
#include <cctype>
#include <set>
#include <stdexcept>

using zugang::templates::Catalog;

namespace {

Catalog catalog(std::string_view name)
{
    for (auto const& file : zugang::embedded::templates()) {
        if (file.name == name) {
            auto parsed = Catalog::parse(file.content);
            REQUIRE(parsed);
            return *parsed;
        }
    }
    throw std::runtime_error("no catalog " + std::string{name});
}

/// What is the same in every language.
std::set<std::string_view> const same_everywhere{
    "Zugang", "Bundesagentur für Arbeit", "Code", "Passkey", "Passkeys", "{what}, {date}"};

/// The template without its tags, whether of mustache or markup, and without addresses.
std::string bare_words(std::string_view source)
{
    std::string bare;
    while (!source.empty()) {
        auto const open = std::min(source.find('<'), source.find("{{"));
        bare += source.substr(0, open);
        if (open == std::string_view::npos) {
            break;
        }
        auto const is_mustache = source[open] == '{';
        auto const close = source.find(is_mustache ? "}}" : ">", open);
        source.remove_prefix(close == std::string_view::npos ? source.size() : close + (is_mustache ? 2 : 1));
    }
    return bare;
}

} // namespace

TEST_CASE("every text is translated into every language, and none with its German words")
{
    auto const source = catalog("po/source.mo");
    CHECK(source.sources().size() > 250);
    for (auto const* name : {"po/en.mo", "po/uk.mo"}) {
        CAPTURE(name);
        auto const translated = catalog(name);
        CHECK(translated.sources().size() == source.sources().size());
        for (auto const text : source.sources()) {
            CAPTURE(text);
            auto const* forms = translated.find_forms(text);
            REQUIRE(forms);
            auto const is_plural = source.find_forms(text)->size() > 1;
            CHECK(forms->size() == (is_plural ? translated.plural_rule().form_count() : 1));
            for (auto const& form : *forms) {
                CHECK_FALSE(form.empty());
                CHECK((form != text || same_everywhere.contains(text)));
            }
        }
    }
}

TEST_CASE("German says what its sources say")
{
    auto const source = catalog("po/source.mo");
    for (auto const text : source.sources()) {
        CHECK(source.find_forms(text)->front() == text);
    }
    CHECK(source.find_plural("{n} Minute", 1) == "{n} Minute");
    CHECK(source.find_plural("{n} Minute", 2) == "{n} Minuten");
}

TEST_CASE("Ukrainian is written in Cyrillic: no Latin letter hides in a Cyrillic word")
{
    auto const ukrainian = catalog("po/uk.mo");
    for (auto const text : ukrainian.sources()) {
        for (auto const& form : *ukrainian.find_forms(text)) {
            CAPTURE(form);
            for (std::size_t at = 0; at + 1 < form.size(); ++at) {
                auto const is_cyrillic = [&](std::size_t index) {
                    return (static_cast<unsigned char>(form[index]) & 0xfe) == 0xd0;
                };
                auto const is_latin = [&](std::size_t index) {
                    return std::isalpha(static_cast<unsigned char>(form[index])) != 0;
                };
                CHECK_FALSE((is_latin(at) && is_cyrillic(at + 1)));
                CHECK_FALSE((is_cyrillic(at) && at + 2 < form.size() && is_latin(at + 2)));
            }
        }
    }
}

TEST_CASE("no template holds a word outside {{_ … }}")
{
    auto templates_seen = 0;
    for (auto const& file : zugang::embedded::templates()) {
        if (!file.name.ends_with(".mustache")) {
            continue;
        }
        CAPTURE(file.name);
        ++templates_seen;
        auto bare = bare_words(file.content);
        for (std::string_view const allowed : {"https://www.arbeitsagentur.de/ueber-uns/das-servicetelefon"}) {
            if (auto const at = bare.find(allowed); at != std::string::npos) {
                bare.erase(at, allowed.size());
            }
        }
        CHECK_MESSAGE(std::ranges::none_of(
                          bare, [](char letter) { return std::isalpha(static_cast<unsigned char>(letter)) != 0; }),
                      bare);
    }
    CHECK(templates_seen > 40);
}
