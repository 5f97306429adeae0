#include "doctest.h"
#include "http/cookie.hpp"
#include <stdexcept>

namespace {

using zugang::http::Cookies;

} // namespace

TEST_CASE("Cookies are found by their exact name")
{
    auto const cookies = Cookies::parse("a=1; __Host-session=x=y;b=2 ; c=");
    CHECK(cookies.find("a") == "1");
    CHECK(cookies.find("__Host-session") == "x=y");
    CHECK(cookies.find("b") == "2");
    CHECK(cookies.find("c") == "");
    CHECK_FALSE(cookies.find("A"));
    CHECK_FALSE(cookies.find("d"));
    CHECK(Cookies::parse("").empty());
    CHECK(Cookies::parse("; ;=x;y").empty());
}

TEST_CASE("A cookie that comes twice counts only where both say the same")
{
    CHECK(Cookies::parse("s=1; s=1").find("s") == "1");
    CHECK_FALSE(Cookies::parse("s=1; s=2").find("s"));
    CHECK_FALSE(Cookies::parse("s=1; a=x; s=").find("s"));
}

TEST_CASE("A planted cookie whose name only looks like a guarded one is another cookie")
{
    for (auto const* header : {"\xc2\xa0__Host-s=evil", "\x0c__Host-s=evil", "\x0b__Host-s=evil", "__Host-s =evil",
                               "__host-s=evil", "\"__Host-s\"=evil", "x__Host-s=evil"}) {
        CHECK_FALSE(Cookies::parse(header).find("__Host-s"));
        CHECK(Cookies::parse(std::string("__Host-s=good; ") + header).find("__Host-s") == "good");
    }
}

TEST_CASE("A cookie is set for this host and all paths, over TLS only, hidden from scripts")
{
    CHECK(zugang::http::set_cookie("__Host-s", "v") == "__Host-s=v; Path=/; Secure; HttpOnly; SameSite=Lax");
    zugang::http::CookieOptions options;
    options.same_site = zugang::http::SameSite::strict;
    options.max_age = std::chrono::seconds{60};
    options.http_only = false;
    CHECK(zugang::http::set_cookie("__Host-s", "v", options) ==
          "__Host-s=v; Path=/; Secure; SameSite=Strict; Max-Age=60");
    CHECK(zugang::http::clear_cookie("__Host-s") == "__Host-s=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
}

TEST_CASE("A cookie with a separator in its value or without the prefix is not set")
{
    for (auto const* value : {"a;b", "a b", "a\r\nSet-Cookie: x", "a,b", "\"a\"", "\xc3\xa4", "a\\b"})
        CHECK_THROWS_AS((void)zugang::http::set_cookie("__Host-s", value), std::logic_error);
    for (auto const* name : {"session", "__Host-a=b", "__Host-a;b", "__Secure-s", ""})
        CHECK_THROWS_AS((void)zugang::http::set_cookie(name, "v"), std::logic_error);
}
