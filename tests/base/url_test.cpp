#include "base/url.hpp"
#include "doctest.h"

namespace {

using zugang::parse_url;

std::string origin_of(std::string_view text)
{
    auto const url = parse_url(text);
    return url ? url->origin() : "refused";
}

} // namespace

TEST_CASE("An absolute URL is split into its parts")
{
    auto const url = parse_url("HTTPS://App.Example:8443/a/b?x=1&y=%20#part");
    REQUIRE(url);
    CHECK(url->scheme == "https");
    CHECK(url->host == "app.example");
    CHECK(url->port == "8443");
    CHECK(url->path == "/a/b");
    CHECK(url->query == "x=1&y=%20");
    CHECK(url->has_fragment);
    CHECK(url->origin() == "https://app.example:8443");
}

TEST_CASE("The origin leaves the default port out and keeps every other")
{
    CHECK(origin_of("https://app.example:443/") == "https://app.example");
    CHECK(origin_of("https://app.example:80/") == "https://app.example:80");
    CHECK(origin_of("http://127.0.0.1:80") == "http://127.0.0.1");
    CHECK(origin_of("http://127.0.0.1:49152/cb") == "http://127.0.0.1:49152");
    CHECK(origin_of("http://[::1]:8080/cb") == "http://[::1]:8080");
    CHECK(origin_of("https://app.example") == "https://app.example");
}

TEST_CASE("A private-use scheme may come without authority")
{
    auto const url = parse_url("com.example.app:/callback?x");
    REQUIRE(url);
    CHECK(url->scheme == "com.example.app");
    CHECK(url->host.empty());
    CHECK(url->path == "/callback");
    CHECK(url->query == "x");
    CHECK(url->origin().empty());
    CHECK_FALSE(parse_url("https:/callback"));
    CHECK_FALSE(parse_url("https:///callback"));
}

TEST_CASE("URLs that programs read differently are refused")
{
    for (auto const* text : {"",
                             "/relative",
                             "//app.example/",
                             "app.example/cb",
                             "https://good.example@evil.example/",
                             "https://user:pw@app.example/",
                             "https://app.example\\@evil.example/",
                             "https://app.exa mple/",
                             "https://app.example/a b",
                             "https://app.example/\xc3\xa4",
                             "https://\xc3\xa4pp.example/",
                             "https://app.example/\n",
                             "https://app.example/\x7f",
                             "https://app.example/%4",
                             "https://a.example/%",
                             "https://app.example/%zz",
                             "https://app.example:/",
                             "https://app.example:99999/",
                             "https://app.example:+1/",
                             "https://app.example:0443/",
                             "https://app.example:44 3/",
                             "https://:443/",
                             "https://app.example:443:443/",
                             "https://[::1/",
                             "https://::1/",
                             "https://[::1]x/",
                             "https://[evil]/",
                             "https://app%2eexample/",
                             "https://app.example/<",
                             "https://app.example/\"",
                             "https://app.example/a#b#c",
                             "1https://app.example/",
                             "ht tp://app.example/",
                             ":",
                             "https:",
                             "https://app.example/{x}",
                             "https://app.example/|",
                             "https://app.example/^`"})
        CHECK_MESSAGE(!parse_url(text), text);
    CHECK_FALSE(parse_url(std::string_view("https://app.example/\0x", 22)));
}

TEST_CASE("Ports end at 65535")
{
    CHECK(parse_url("https://app.example:65535/"));
    CHECK_FALSE(parse_url("https://app.example:65536/"));
}

TEST_CASE("Percent encoding leaves only unreserved characters and reads back")
{
    std::string every;
    for (int c = 0; c < 256; ++c)
        every += static_cast<char>(c);
    auto const encoded = zugang::percent_encode(every);
    CHECK(encoded.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%") ==
          std::string::npos);
    CHECK(zugang::percent_decode(encoded, /*plus_is_space=*/false) == every);
    CHECK(zugang::percent_decode(encoded, /*plus_is_space=*/true) == every);
    CHECK(zugang::percent_encode("a b&ä") == "a%20b%26%C3%A4");
}

TEST_CASE("A plus is a space in form data only, and a broken escape is nothing")
{
    CHECK(zugang::percent_decode("a+b%2B", true) == "a b+");
    CHECK(zugang::percent_decode("a+b%2b", false) == "a+b+");
    for (auto const* text : {"%", "%4", "a%4", "%g1", "%1g", "%%41", "%-1"})
        CHECK_MESSAGE(!zugang::percent_decode(text, true), text);
}

TEST_CASE("Appending parameters keeps a registered query")
{
    CHECK(zugang::append_query("https://app.example/cb", {{"code", "a b"}, {"state", "&="}}) ==
          "https://app.example/cb?code=a%20b&state=%26%3D");
    CHECK(zugang::append_query("https://app.example/cb?x=1", {{"code", "c"}}) == "https://app.example/cb?x=1&code=c");
    CHECK(zugang::append_query("https://app.example/cb?", {{"code", "c"}}) == "https://app.example/cb?code=c");
    CHECK(zugang::append_query("https://app.example/cb?x=1&", {{"code", "c"}}) == "https://app.example/cb?x=1&code=c");
    CHECK(zugang::append_query("https://app.example/cb", {}) == "https://app.example/cb");
    CHECK(zugang::append_query("https://app.example/cb#f", {{"code", "c"}}) == "https://app.example/cb?code=c#f");
}
