// Reading what was typed: forgiving in form, and exact about what is wrong.
#include "codes/clean.hpp"
#include "codes/read.hpp"
#include "doctest.h"

namespace zugang::tests {
namespace {

using codes::Kind;
using Reason = codes::Misread::Reason;

/// "HET2-2X8A-UXA" with the check character of its kind.
std::string code_of(Kind kind)
{
    std::string eleven = "HET22X8AUXA";
    return codes::grouped(eleven + codes::check_character(eleven, kind));
}

std::string const right = code_of(Kind::recovery);

bool reads_as_right(std::string_view typed)
{
    auto const code = codes::read(typed, Kind::recovery);
    return code && codes::grouped(code->symbols()) == right;
}

codes::Misread misread(std::string_view typed)
{
    auto const code = codes::read(typed, Kind::recovery);
    REQUIRE_FALSE(code);
    return code.error();
}

} // namespace

TEST_CASE("a code reads with any spacing, dashes and case")
{
    REQUIRE(right == "HET2-2X8A-UXA6");
    for (auto const* const typed :
         {"HET2-2X8A-UXA6", "HET22X8AUXA6", "het2 2x8a uxa6", " HET2–2X8A—UXA6\n", "H E T 2 2 X 8 A U X A 6",
          "HET2\u22122X8A\u2010UXA6", "HET2\u00a02X8A\u202fUXA6", "HET2\u00ad2X8A\u200bUXA6", "HET2.2X8A_UXA6",
          "\u200eHET2-2X8A-UXA6\u202c", "\ufeffHET2\t2X8A\u05beUXA6"})
        CHECK_MESSAGE(reads_as_right(typed), typed);
}

TEST_CASE("a code reads from a Cyrillic or Greek keyboard, in either case, and with Arabic, Persian and wide digits")
{
    for (auto const* const typed : {"НЕТ2-2Х8А-UХА6", "нет2-2х8а-uха6", "ΗΕΤ2-2Χ8Α-UΧΑ6", "ηετ2-2χ8α-uχα6",
                                    "HET٢-٢X٨A-UXA٦", "HET۲-۲X۸A-UXA۶", "ＨＥＴ２－２Ｘ８Ａ－ＵＸＡ６", "HET²2X8AUXA6"})
        CHECK_MESSAGE(reads_as_right(typed), typed);
}

TEST_CASE("B, Z and 5 are read as the 8, 2 and S they look like, whatever keyboard they come from")
{
    for (auto const* const typed : {"HETZ-ZXBA-UXA6", "hetz-zxba-uxa6", "HETΖ-2XВA-UXA6", "HET2-2XΒA-UXA6"})
        CHECK_MESSAGE(reads_as_right(typed), typed);
    auto const with_s = std::string("SHET2X8AUXA") + codes::check_character("SHET2X8AUXA", Kind::recovery);
    for (auto const* const s : {"S", "s", "5", "٥", "Ѕ", "ѕ"})
        CHECK(codes::read(s + with_s.substr(1), Kind::recovery)->symbols() == with_s);
}

TEST_CASE("all look-alikes stand for one Latin capital each")
{
    CHECK(codes::clean("авеѕіјкмнорстухз") == U"ABESIJKMHOPCTYX3");
    CHECK(codes::clean("αβεζηικμνορτυχ") == U"ABEZHIKMNOPTYX");
    CHECK(codes::clean("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹") == U"01234567890123456789");
    CHECK(codes::clean("Ђßя漢") == U"Ђ\u1e9eЯ漢");
    CHECK_FALSE(codes::clean("\xff"));
}

TEST_CASE("nothing typed, or only blanks and dashes, is empty")
{
    for (auto const* const typed : {"", " ", "- – -", "\u00a0\t"})
        CHECK(misread(typed).reason == Reason::empty);
}

TEST_CASE("11 characters are too few and 13 too many, and the length is told without dashes")
{
    CHECK(misread("HET2-2X8A-UXA").reason == Reason::too_short);
    CHECK(misread("HET2-2X8A-UXA").length == 11);
    CHECK(misread("HET2-2X8A-UXA69").reason == Reason::too_long);
    CHECK(misread("HET2-2X8A-UXA69").length == 13);
    CHECK(misread("äöü").length == 3);
    CHECK(misread(std::string(10'000, 'A')).length == 10'000);
}

TEST_CASE("the first character that no code has is named, as it was meant")
{
    CHECK(misread("HET2-0X8A-UIA6").reason == Reason::foreign_character);
    CHECK(misread("HET2-0X8A-UIA6").character == "0");
    CHECK(misread("het2-ox8a-uxa6").character == "O");
    CHECK(misread("НЕТ2-2ХЯА-UХА6").character == "Я");
    CHECK(misread("HET2-2X8A-UXA😀").character == "😀");
    CHECK(misread("HET2-2X8A-UXA\xff").character == "\ufffd");
}

TEST_CASE("a wrong check character is a slip, another kind's is named, and the sample is known")
{
    CHECK(misread("HET2-2X8A-UXAA").reason == Reason::slip);
    CHECK(misread("HET2-2X8A-UXAS").reason == Reason::sample);
    CHECK(misread("нет2 2х8а uxa5").reason == Reason::sample);
    CHECK(codes::read(codes::sample_code, Kind::activation).error().reason == Reason::sample);
    for (auto const kind : {Kind::activation, Kind::one_time_access}) {
        auto const other = misread(code_of(kind));
        CHECK(other.reason == Reason::other_kind);
        CHECK(other.kind == kind);
        CHECK(codes::read(code_of(kind), kind));
        CHECK(codes::read(right, kind).error().kind == Kind::recovery);
    }
}

} // namespace zugang::tests
