#include "doctest.h"
#include "idp/config/value.hpp"

using zugang::idp::config::format_duration;
using zugang::idp::config::mask_password;
using zugang::idp::config::parse_duration;
using zugang::idp::config::Seconds;

TEST_CASE("a duration is one number and one unit")
{
    CHECK(parse_duration("60s") == Seconds{60});
    CHECK(parse_duration("30m") == Seconds{1800});
    CHECK(parse_duration("12h") == Seconds{43200});
    CHECK(parse_duration("7d") == Seconds{604800});
    CHECK(parse_duration("0s") == Seconds{0});
}

TEST_CASE("anything else is no duration")
{
    for (auto const* const text :
         {"", "s", "30", "30 m", "-5m", "+5m", "1h30m", "5M", "1.5h", " 5m", "5m ", "0x5s", "5w"})
        CHECK_MESSAGE(!parse_duration(text), text);
}

TEST_CASE("a duration of a hundred years is the longest")
{
    CHECK(parse_duration("36500d") == Seconds{std::int64_t{36500} * 86400});
    CHECK(!parse_duration("36501d"));
    CHECK(!parse_duration("9223372036854775807d"));
    CHECK(!parse_duration("9223372036854775808s"));
}

TEST_CASE("a duration is written in the longest unit of which it is two")
{
    for (auto const* const text : {"0s", "1s", "60s", "61s", "2m", "60m", "90m", "12h", "24h", "2d", "30d"})
        CHECK(format_duration(parse_duration(text).value()) == text);
    CHECK(format_duration(Seconds{120}) == "2m");
    CHECK(format_duration(Seconds{172800}) == "2d");
}

TEST_CASE("passwords in addresses are masked, and nothing else is")
{
    CHECK(mask_password("smtp://127.0.0.1:1025") == "smtp://127.0.0.1:1025");
    CHECK(mask_password("smtp://user@mail.example") == "smtp://user@mail.example");
    CHECK(mask_password("smtps://user:s3cret@mail.example:465") == "smtps://user:***@mail.example:465");
    CHECK(mask_password("postgresql://u:a@b/c:d@h1:5432,h2/z?sslmode=require") ==
          "postgresql://u:***@h1:5432,h2/z?sslmode=require");
    CHECK(mask_password("postgresql://h/z?user=u&password=s3cret&x=1") == "postgresql://h/z?user=u&password=***&x=1");
    CHECK(mask_password("postgresql://h/z?sslpassword=s3cret") == "postgresql://h/z?sslpassword=***");
    CHECK(mask_password("sqlite:var/zugang.db") == "sqlite:var/zugang.db");
}
