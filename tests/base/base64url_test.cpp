#include "base/base64url.hpp"
#include "doctest.h"

namespace {

std::string decoded(std::string_view text)
{
    auto const bytes = zugang::base64url_decode(text);
    return bytes ? std::string(zugang::text_of(*bytes)) : "refused";
}

std::string decoded_standard(std::string_view text)
{
    auto const bytes = zugang::base64_decode(text);
    return bytes ? std::string(zugang::text_of(*bytes)) : "refused";
}

} // namespace

TEST_CASE("base64url gives the vectors of RFC 4648 without padding and reads them back")
{
    for (auto const& [plain, encoded] :
         {std::pair{"", ""}, {"f", "Zg"}, {"fo", "Zm8"}, {"foo", "Zm9v"}, {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}}) {
        CHECK(zugang::base64url_encode(zugang::bytes_of(plain)) == encoded);
        CHECK(decoded(encoded) == plain);
    }
}

TEST_CASE("base64url uses - and _ where base64 uses + and /")
{
    CHECK(zugang::base64url_encode(zugang::bytes_of("\xfb\xff\xfe")) == "-__-");
    CHECK(zugang::base64_encode(zugang::bytes_of("\xfb\xff\xfe")) == "+//+");
    CHECK(decoded("-__-") == "\xfb\xff\xfe");
    CHECK(decoded("+//+") == "refused");
    CHECK(decoded_standard("-__-") == "refused");
}

TEST_CASE("base64url refuses padding, white space, foreign characters and impossible lengths")
{
    for (auto const* text : {"Zg==", "Zg=", "Z g", "Zg\n", "Zg\t", "Z", "Zm9vY", "Zm9*", "Zm\xc3\xa4", "=", "Zm9v="})
        CHECK_MESSAGE(decoded(text) == "refused", text);
    CHECK(decoded(std::string_view("Zg\0", 3)) == "refused");
}

TEST_CASE("base64url knows one spelling of a value: spare bits that are set are refused")
{
    CHECK(decoded("Zg") == "f");
    CHECK(decoded("Zh") == "refused");
    CHECK(decoded("Zv") == "refused");
    CHECK(decoded("Zm8") == "fo");
    CHECK(decoded("Zm9") == "refused");
}

TEST_CASE("base64 wants its padding, and only at the end")
{
    CHECK(decoded_standard("Zg==") == "f");
    CHECK(decoded_standard("Zm8=") == "fo");
    CHECK(decoded_standard("Zm9v") == "foo");
    for (auto const* text : {"Zg", "Zg=", "Z===", "====", "Zg==Zg==", "Zh==", "Zg==\n", "=Zg="})
        CHECK_MESSAGE(decoded_standard(text) == "refused", text);
    CHECK(zugang::base64_encode(zugang::bytes_of("fo")) == "Zm8=");
}
