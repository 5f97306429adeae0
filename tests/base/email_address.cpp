#include "base/email_address.hpp"
#include "doctest.h"
#include <string>

using zugang::is_email_address;
using zugang::suggest_email;

TEST_CASE("ordinary and unusual but valid addresses are accepted")
{
    for (std::string const address : {"mustermann@web.de", "max.mustermann+jobs@example.org", "o'neil@example.ie",
                                      "x@y.zz", "m_m-m@sub.domain.example", "max@müller.example", "MAX@EXAMPLE.ORG",
                                      "макс@", "max@приклад.укр", "1@2.example"}) {
        CAPTURE(address);
        CHECK(is_email_address(address) == (address != "макс@"));
    }
}

TEST_CASE("what is no address is refused")
{
    for (std::string const address : {"",
                                      "@",
                                      "max",
                                      "max@",
                                      "@web.de",
                                      "max@web",
                                      "max@@web.de",
                                      "max@web@de.de",
                                      "max mustermann@web.de",
                                      "max@web .de",
                                      ".max@web.de",
                                      "max.@web.de",
                                      "ma..x@web.de",
                                      "max@-web.de",
                                      "max@web-.de",
                                      "max@web..de",
                                      "max@.de",
                                      "max@de.",
                                      "max@192.168.0.1",
                                      "max@[192.168.0.1]",
                                      "\"max\"@web.de",
                                      "max@web.de\r\nBcc: x@y.zz",
                                      "max<x>@web.de",
                                      "max,x@web.de",
                                      "m\xc3\xa4x@web.de",
                                      "max@w\xff.de",
                                      "max@web\x7f.de"}) {
        CAPTURE(address);
        CHECK_FALSE(is_email_address(address));
    }
}

TEST_CASE("signs that become a dot, an at or a space when normalised do not get through as letters")
{
    CHECK(is_email_address("max@web．de"));       // full-width dot: what a Japanese keyboard types
    CHECK_FALSE(is_email_address("max＠web.de")); // full-width at sign only
    CHECK_FALSE(is_email_address("max@we b.de")); // no-break space
}

TEST_CASE("254 bytes are an address, 255 are not")
{
    std::string const local(64, 'a');
    std::string domain;
    while (domain.size() + 63 < 254 - 65 - 4)
        domain += std::string(62, 'b') + ".";
    domain += std::string(254 - 65 - domain.size() - 3, 'c') + ".de";
    auto const address = local + "@" + domain;
    CHECK(address.size() == 254);
    CHECK(is_email_address(address));
    CHECK_FALSE(is_email_address(local + "@c" + domain));
}

TEST_CASE("64 bytes before the at sign and 63 between dots are allowed, one more is not")
{
    CHECK(is_email_address(std::string(64, 'a') + "@web.de"));
    CHECK_FALSE(is_email_address(std::string(65, 'a') + "@web.de"));
    CHECK(is_email_address("a@" + std::string(63, 'b') + ".de"));
    CHECK_FALSE(is_email_address("a@" + std::string(64, 'b') + ".de"));
}

TEST_CASE("a likely slip in a well-known domain is pointed out")
{
    CHECK(suggest_email("max@wbe.de") == "max@web.de");
    CHECK(suggest_email("max@gmial.com") == "max@gmail.com");
    CHECK(suggest_email("max@gmail.co") == "max@gmail.com");
    CHECK(suggest_email("max@t-onlin.de") == "max@t-online.de");
    CHECK(suggest_email("max@Outlok.de") == "max@outlook.de");
}

TEST_CASE("well-known and unrelated domains get no hint")
{
    for (std::string const address :
         {"max@web.de", "max@gmx.at", "max@gmx.net", "max@example.org", "max@i.ua", "max", ""}) {
        CAPTURE(address);
        CHECK(suggest_email(address).empty());
    }
}
