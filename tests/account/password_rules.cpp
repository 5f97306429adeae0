#include "doctest.h"
#include "idp/account/check_password_rules.hpp"
#include "tests/account/workplace.hpp"

namespace zugang::tests {
namespace {

/// The codes at both fields, "field:code".
std::vector<std::string> errors_of(Workplace& place, std::string const& password, std::string const& repeated,
                                   std::string const& email = "max.mustermann@web.de")
{
    place.services.is_common_password = [](std::string_view text) { return text == "ein bekanntes Wort"; };
    idp::account::NewPassword const wanted{Secret{password}, Secret{repeated}};
    std::vector<std::string> codes;
    for (auto const& error : idp::account::check_password_rules(wanted, email, place.services))
        codes.push_back(error.field + ":" + error.code);
    return codes;
}

std::vector<std::string> errors_of(Workplace& place, std::string const& password)
{
    return errors_of(place, password, password);
}

using Codes = std::vector<std::string>;

std::string repeat(std::string_view text, std::size_t times)
{
    std::string out;
    for (std::size_t i = 0; i < times; ++i)
        out += text;
    return out;
}

} // namespace

TEST_CASE("twelve characters are enough, eleven are not, whatever script they are in")
{
    Workplace place;
    CHECK(errors_of(place, "kiesel-zaun!").empty());
    CHECK(errors_of(place, "kiesel-zaun") == Codes{"password:password_too_short"});
    CHECK(errors_of(place, "під зорями 7").empty());
    CHECK(errors_of(place, "під зорями7") == Codes{"password:password_too_short"});
}

TEST_CASE("characters are counted as they are compared, after NFKC")
{
    Workplace place;
    // "é" as letter and accent is one character: eleven and twelve.
    CHECK(errors_of(place, repeat("e\xcc\x81", 11)) == Codes{"password:password_too_short"});
    CHECK(errors_of(place, repeat("e\xcc\x81", 12)).empty());
}

TEST_CASE("256 characters and 1024 bytes are allowed, one more is not")
{
    Workplace place;
    CHECK(errors_of(place, std::string(255, 'x') + "y").empty());
    CHECK(errors_of(place, std::string(256, 'x') + "y") == Codes{"password:password_too_long"});
    CHECK(errors_of(place, repeat("😀", 256)).empty());
    CHECK(errors_of(place, repeat("😀", 256) + "x") == Codes{"password:password_too_long"});
}

TEST_CASE("the configured minimum holds")
{
    Workplace place;
    place.config.password.minimum_length = 15;
    CHECK(errors_of(place, "kiesel-zaun-99").size() == 1);
    CHECK(errors_of(place, "kiesel-zaun-999").empty());
}

TEST_CASE("a password that holds the e-mail address or its parts is refused")
{
    Workplace place;
    CHECK(errors_of(place, "xx Max.Mustermann xx") == Codes{"password:password_contains_email"});
    CHECK(errors_of(place, "meine post bei web.de") == Codes{"password:password_contains_email"});
    CHECK(errors_of(place, "kiesel mustermann").empty());
    CHECK(errors_of(place, "kiesel max zaun", "kiesel max zaun", "max@x.zz").empty()); // too short to tell anything
}

TEST_CASE("a listed password, an empty one and an unlike repetition are refused")
{
    Workplace place;
    CHECK(errors_of(place, "ein bekanntes Wort") == Codes{"password:password_too_known"});
    CHECK(errors_of(place, "", "") == Codes{"password:new_password_missing"});
    CHECK(errors_of(place, "kiesel-zaun!", "") == Codes{"password_repeat:password_repeat_missing"});
    CHECK(errors_of(place, "kiesel-zaun!", "kiesel-zaun?") == Codes{"password_repeat:password_mismatch"});
    CHECK(errors_of(place, "kurz", "anders") ==
          Codes{"password:password_too_short", "password_repeat:password_mismatch"});
}

TEST_CASE("spaces at the ends belong to the password")
{
    Workplace place;
    CHECK(errors_of(place, " kiesel-zaun").empty());
    CHECK(errors_of(place, " kiesel-zaun", "kiesel-zaun ").size() == 1);
}

} // namespace zugang::tests
