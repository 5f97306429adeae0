#include "base/text.hpp"
#include "doctest.h"

TEST_CASE("UTF-8 is checked: overlong forms, surrogates, cut characters and too large ones are refused")
{
    CHECK(zugang::is_utf8(""));
    CHECK(zugang::is_utf8("Müßig 漢字 😀"));
    CHECK(zugang::is_utf8("\xf4\x8f\xbf\xbf"));
    for (auto const* text :
         {"\x80", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff", "a\xe2\x82"})
        CHECK_FALSE(zugang::is_utf8(text));
}

TEST_CASE("Control characters are found: C0, DEL and C1, and nothing beside them")
{
    for (auto const* text : {"a\nb", "\x01", "\x1f", "\x7f", "\xc2\x80", "\xc2\x9f", "\t"})
        CHECK(zugang::has_control_characters(text));
    CHECK(zugang::has_control_characters(std::string_view("a\0b", 3)));
    for (auto const* text : {"", " ", "a~b", "\xc2\xa0", "ä"})
        CHECK_FALSE(zugang::has_control_characters(text));
}

TEST_CASE("Code points are counted, not bytes")
{
    CHECK(zugang::count_code_points("") == 0);
    CHECK(zugang::count_code_points("äöü") == 3);
    CHECK(zugang::count_code_points("😀a") == 2);
}

TEST_CASE("NFKC makes one text of the ways to type it")
{
    CHECK(zugang::normalise_nfkc("a\xcc\x88") == "ä");
    CHECK(zugang::normalise_nfkc("ﬁ") == "fi");
    CHECK(zugang::normalise_nfkc("Ａ") == "A");
    CHECK(zugang::normalise_nfkc("") == "");
    CHECK_FALSE(zugang::normalise_nfkc("\xff"));
}

TEST_CASE("Folding makes lookups independent of case, of umlauts' spelling in code points too")
{
    CHECK(zugang::fold_case("MAX@Example.ORG") == "max@example.org");
    CHECK(zugang::fold_case("A\xcc\x88") == "ä");
    CHECK(zugang::fold_case("STRASSE") == zugang::fold_case("straße"));
    CHECK_FALSE(zugang::fold_case("\xc3"));
}

TEST_CASE("Trimming takes white space off both ends only")
{
    CHECK(zugang::trim(" \t\r\n a b \xc2\xa0 ") == "a b");
    CHECK(zugang::trim("\xc2\xa0") == "");
    CHECK(zugang::trim("") == "");
    CHECK(zugang::trim("ä") == "ä");
}

TEST_CASE("Splitting gives no empty words, joining puts the separator between")
{
    CHECK(zugang::split_words("  openid  email ") == std::vector<std::string>{"openid", "email"});
    CHECK(zugang::split_words("").empty());
    CHECK(zugang::split_words("a,,b", ',') == std::vector<std::string>{"a", "b"});
    CHECK(zugang::join_words({"a", "b"}) == "a b");
    CHECK(zugang::join_words({"", "b"}, ", ") == ", b");
    CHECK(zugang::join_words({}) == "");
    CHECK(zugang::to_lower_ascii("ÄBc") == "Äbc");
}
