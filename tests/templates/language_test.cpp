// Which language a visitor gets.
#include "doctest.h"
#include "templates/language.hpp"
#include <set>

using zugang::templates::choose_language;
using zugang::templates::find_language;
using zugang::templates::Language;

TEST_CASE("a language is found by its first subtag, whatever its case")
{
    CHECK(find_language("de") == Language::de);
    CHECK(find_language("DE-at") == Language::de);
    CHECK(find_language("en_GB") == Language::en);
    CHECK(find_language("uk-UA") == Language::uk);
    CHECK_FALSE(find_language("ukr"));
    CHECK_FALSE(find_language("u"));
    CHECK_FALSE(find_language("fr"));
    CHECK_FALSE(find_language(""));
}

TEST_CASE("the table of languages stands in the order of the enumerators")
{
    std::set<std::string_view> tags;
    for (auto const& info : zugang::templates::all_languages()) {
        CHECK(zugang::templates::info_of(info.language).tag == info.tag);
        CHECK(find_language(info.tag) == info.language);
        tags.insert(info.tag);
    }
    CHECK(tags.size() == 3);
}

TEST_CASE("the address is stronger than the cookie, the cookie than the account, the account than the browser")
{
    CHECK(choose_language({"uk", "en", "de", "de"}) == Language::uk);
    CHECK(choose_language({"", "en", "uk", "de"}) == Language::en);
    CHECK(choose_language({"", "", "uk", "en"}) == Language::uk);
    CHECK(choose_language({"", "", "", "en"}) == Language::en);
    CHECK(choose_language({}) == Language::de);
}

TEST_CASE("a wish that cannot be met passes the word to the next")
{
    CHECK(choose_language({"fr xx", "en", "", ""}) == Language::en);
    CHECK(choose_language({"fr uk de", "en", "", ""}) == Language::uk);
    CHECK(choose_language({"fr", "xx", "it", "pl, uk;q=0.1"}) == Language::uk);
    CHECK(choose_language({"fr", "", "", "fr"}) == Language::de);
}

TEST_CASE("of the browser's languages the heaviest one with texts wins, the first where two weigh the same")
{
    auto const accepted = [](std::string_view header) { return choose_language({"", "", "", header}); };
    CHECK(accepted("de;q=0.7, en;q=0.8") == Language::en);
    CHECK(accepted("en;q=0.8, uk;q=0.8") == Language::en);
    CHECK(accepted("ru, uk;q=0.9, de;q=0.5") == Language::uk);
    CHECK(accepted("en;q=0.001") == Language::en);
    CHECK(accepted("en;q=0") == Language::de);
    CHECK(accepted("en;q=0.000, uk;q=0.001") == Language::uk);
}

TEST_CASE("a malformed weight counts as none")
{
    auto const accepted = [](std::string_view header) { return choose_language({"", "", "", header}); };
    for (auto const* header : {"en;q=2", "en;q=1.001", "en;q=0.1234", "en;q=x", "en;q=-1", "en;q=", "en;level=1", "*",
                               ";q=1", ",,,", "en;q=1;q=1"}) {
        CAPTURE(header);
        CHECK(accepted(header) == Language::de);
    }
    CHECK(accepted("en; q=1.000") == Language::en);
}
