// The reader of compiled catalogs and the plural rules.
#include "doctest.h"
#include "templates/catalog.hpp"
#include <string>
#include <vector>

using zugang::templates::Catalog;
using zugang::templates::PluralRule;

namespace {

std::size_t form(std::string_view header, std::uint64_t count)
{
    auto const rule = PluralRule::parse(header);
    REQUIRE(rule);
    return rule->form_for(count);
}

std::string little_endian(std::uint32_t number)
{
    std::string bytes;
    for (auto shift : {0U, 8U, 16U, 24U}) {
        bytes += static_cast<char>(number >> shift & 0xffU);
    }
    return bytes;
}

using Entries = std::vector<std::pair<std::string, std::string>>;

/// A .mo file as msgfmt writes it, without the hash table.
std::string make_mo(Entries const& entries)
{
    auto const count = static_cast<std::uint32_t>(entries.size());
    std::string tables[2];
    std::string texts;
    auto const texts_start = 28 + count * 16;
    for (auto part : {0, 1}) {
        for (auto const& [source, translation] : entries) {
            auto const& text = part == 0 ? source : translation;
            tables[part] += little_endian(static_cast<std::uint32_t>(text.size()));
            tables[part] += little_endian(texts_start + static_cast<std::uint32_t>(texts.size()));
            texts += text + '\0';
        }
    }
    return little_endian(0x950412de) + little_endian(0) + little_endian(count) + little_endian(28) +
           little_endian(28 + count * 8) + little_endian(0) + little_endian(0) + tables[0] + tables[1] + texts;
}

constexpr auto header = "Plural-Forms: nplurals=2; plural=(n != 1);\n";
constexpr auto ukrainian = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || "
                           "n%100>=20) ? 1 : 2);";

} // namespace

TEST_CASE("German and English have a form for one and a form for the rest")
{
    constexpr auto rule = "nplurals=2; plural=(n != 1);";
    CHECK(form(rule, 0) == 1);
    CHECK(form(rule, 1) == 0);
    CHECK(form(rule, 2) == 1);
    CHECK(form(rule, 21) == 1);
}

TEST_CASE("Ukrainian has three forms, and eleven to fourteen are their own matter")
{
    for (auto const count : {1U, 21U, 101U, 1001U}) {
        CHECK(form(ukrainian, count) == 0);
    }
    for (auto const count : {2U, 3U, 4U, 22U, 104U}) {
        CHECK(form(ukrainian, count) == 1);
    }
    for (auto const count : {0U, 5U, 11U, 12U, 14U, 20U, 111U, 114U}) {
        CHECK(form(ukrainian, count) == 2);
    }
}

TEST_CASE("the six forms of Arabic come out right")
{
    constexpr auto rule = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? "
                          "4 : 5;";
    std::vector<std::pair<std::uint64_t, std::size_t>> const expected{{0, 0},  {1, 1},  {2, 2},   {3, 3},   {10, 3},
                                                                      {11, 4}, {99, 4}, {100, 5}, {102, 5}, {103, 3}};
    for (auto const& [count, wanted] : expected) {
        CAPTURE(count);
        CHECK(form(rule, count) == wanted);
    }
}

TEST_CASE("the operators bind as in C")
{
    CHECK(form("nplurals=9; plural=1+2*3;", 0) == 7);
    CHECK(form("nplurals=9; plural=(1+2)*2;", 0) == 6);
    CHECK(form("nplurals=9; plural=9-4-3;", 0) == 2);
    CHECK(form("nplurals=9; plural=1||0&&0;", 0) == 1);
    CHECK(form("nplurals=9; plural=!n;", 0) == 1);
    CHECK(form("nplurals=9; plural=!!n;", 5) == 1);
    CHECK(form("nplurals=9; plural=n<2==1;", 1) == 1);
    CHECK(form("nplurals=9; plural=n>3?n<6?1:2:0;", 5) == 1);
    CHECK(form("nplurals=9; plural=8/2/2;", 0) == 2);
    CHECK(form("nplurals=1; plural=0;", 7) == 0);
}

TEST_CASE("a form that is not there becomes the last, and dividing by nothing gives nothing")
{
    CHECK(form("nplurals=2; plural=n;", 7) == 1);
    CHECK(form("nplurals=3; plural=7%n;", 0) == 0);
    CHECK(form("nplurals=3; plural=7/n;", 0) == 0);
}

TEST_CASE("a rule that cannot be read is refused")
{
    for (auto const* broken :
         {"", "nplurals=2", "nplurals=0; plural=0;", "nplurals=10; plural=0;", "nplurals=n; plural=0;",
          "nplurals=2; plural=;", "nplurals=2; plural=(n;", "nplurals=2; plural=n) ;", "nplurals=2; plural=n==;",
          "nplurals=2; plural=n?1;", "nplurals=2; plural=m;", "nplurals=2; plural=n n;", "plural=n; nplurals=2;",
          "nplurals=2; plural=n&1;"}) {
        CAPTURE(broken);
        CHECK_FALSE(PluralRule::parse(broken));
    }
    CHECK_FALSE(PluralRule::parse("nplurals=2; plural=" + std::string(100000, '(')));
    CHECK_FALSE(PluralRule::parse("nplurals=2; plural=" + std::string(100000, '!') + "n;"));
}

TEST_CASE("texts are found by their source, plural ones by singular and count")
{
    using namespace std::string_literals;
    auto const catalog =
        Catalog::parse(make_mo({{"", header}, {"Haus", "house"}, {"{n} Tag\0{n} Tage"s, "{n} day\0{n} days"s}}));
    REQUIRE(catalog);
    CHECK(catalog->find("Haus") == "house");
    CHECK_FALSE(catalog->find("Maus"));
    CHECK_FALSE(catalog->find(""));
    CHECK(catalog->find_plural("{n} Tag", 1) == "{n} day");
    CHECK(catalog->find_plural("{n} Tag", 2) == "{n} days");
    CHECK_FALSE(catalog->find_plural("{n} Tage", 2));
    CHECK(catalog->sources().size() == 2);
}

TEST_CASE("a file cut off at any byte is refused or read without leaving it")
{
    auto const whole = make_mo({{"", header}, {"Haus", "house"}});
    REQUIRE(Catalog::parse(whole));
    for (std::size_t length = 0; length + 1 < whole.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(Catalog::parse(whole.substr(0, length)));
    }
}

TEST_CASE("offsets that point outside, a foreign byte order, no header and broken UTF-8 are refused")
{
    auto outside = make_mo({{"", header}, {"a", "b"}});
    outside.replace(28 + 12, 4, little_endian(0xfffffff0));
    CHECK_FALSE(Catalog::parse(outside));
    auto many = make_mo({{"", header}});
    many.replace(8, 4, little_endian(0xffffffff));
    CHECK_FALSE(Catalog::parse(many));
    auto big_endian = make_mo({{"", header}});
    big_endian.replace(0, 4, "\x95\x04\x12\xde");
    CHECK_FALSE(Catalog::parse(big_endian));
    CHECK_FALSE(Catalog::parse(make_mo({{"a", "b"}})));
    CHECK_FALSE(Catalog::parse(make_mo({})));
    CHECK_FALSE(Catalog::parse(make_mo({{"", "Language: de\n"}})));
    CHECK_FALSE(Catalog::parse(make_mo({{"", header}, {"a", "\xff"}})));
}
