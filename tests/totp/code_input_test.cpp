#include "doctest.h"
#include "totp/code_input.hpp"
#include <string>

namespace zugang::totp::test {
namespace {

std::string read(std::string_view typed)
{
    auto const code = read_code(typed);
    return code ? *code : std::string("problem");
}

} // namespace

TEST_CASE("a code is read with the spaces and dashes people and apps put into it")
{
    for (auto const* typed :
         {"123456", " 123 456 ", "123-456", "12-34-56", "1 2 3 4 5 6", "123\t456\r\n", "123–456", "123−456",
          "123\u00A0456", "123\u202F456", "\u200E123456\u200F", "\u2068123\u2069456", "\uFEFF123456", "12\u00AD3456"})
        CHECK(read(typed) == "123456");
}

TEST_CASE("a code is read in the digits of every script, also mixed")
{
    for (auto const* typed :
         {"١٢٣٤٥٦", "۱۲۳۴۵۶", "１２３４５６", "१२३४५६", "১২৩৪৫৬", "๑๒๓๔๕๖", "①②③④⑤⑥", "𝟏𝟐𝟑𝟒𝟓𝟔", "١٢٣456", "١٢٣ ۴۵۶"})
        CHECK(read(typed) == "123456");
    CHECK(read("٠٧٨٩٠٧") == "078907");
    CHECK(read("۰۷۸۹۰۷") == "078907");
}

TEST_CASE("what is no code is told apart: empty, too short, too long, not digits")
{
    auto const problem = [](std::string_view typed) { return read_code(typed).error(); };
    for (auto const* typed : {"", " ", "-", " – "})
        CHECK(problem(typed) == CodeProblem::empty);
    for (auto const* typed : {"1", "12345", "123 45", "١٢٣٤٥"})
        CHECK(problem(typed) == CodeProblem::too_short);
    for (auto const* typed : {"1234567", "123 456 7", "12345678", "١٢٣٤٥٦٧"})
        CHECK(problem(typed) == CodeProblem::too_long);
    for (auto const* typed : {"12345a", "O12345", "123.456", "½34567", "一二三四五六", "123456\xff", "\xd9"})
        CHECK(problem(typed) == CodeProblem::not_digits);
}

TEST_CASE("a long text is refused without being looked at")
{
    CHECK(read(std::string(250, ' ') + "123456") == "123456");
    CHECK(read_code(std::string(251, ' ') + "123456").error() == CodeProblem::too_long);
    CHECK(read_code(std::string(300, 'x')).error() == CodeProblem::too_long);
}

} // namespace zugang::totp::test
