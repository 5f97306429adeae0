// The codes printed in RFC 4226 appendix D and RFC 6238 appendix B.
#include "doctest.h"
#include "totp/code.hpp"
#include "totp/verify.hpp"
#include <string>

namespace zugang::totp::test {
namespace {

Key key_of(std::string bytes, Algorithm algorithm = Algorithm::sha1)
{
    return {Secret(std::move(bytes)), algorithm};
}

std::string const twenty_bytes = "12345678901234567890";
std::string const thirty_two_bytes = "12345678901234567890123456789012";

struct Vector {
    std::int64_t time;
    std::string sha1;
    std::string sha256;
};
Vector const appendix_b[] = {{59, "94287082", "46119246"},         {1111111109, "07081804", "68084774"},
                             {1111111111, "14050471", "67062674"}, {1234567890, "89005924", "91819424"},
                             {2000000000, "69279037", "90698825"}, {20000000000, "65353130", "77737706"}};

} // namespace

TEST_CASE("RFC 4226 appendix D: the first ten codes")
{
    std::string const codes[] = {"755224", "287082", "359152", "969429", "338314",
                                 "254676", "287922", "162583", "399871", "520489"};
    for (std::int64_t step = 0; step < 10; ++step)
        CHECK(std::string(code_of(key_of(twenty_bytes), step).reveal()) == codes[step]);
}

TEST_CASE("RFC 6238 appendix B: SHA-1 and SHA-256 with eight digits, right in their step and no other")
{
    for (auto const& vector : appendix_b) {
        auto const now = from_seconds(vector.time);
        auto const step = vector.time / 30;
        CHECK(step_at(now) == step);
        CHECK(std::string(code_of(key_of(twenty_bytes), step, 8).reveal()) == vector.sha1);
        CHECK(verify(key_of(twenty_bytes), vector.sha1, now, Window::present, 8) == step);
        auto const other = key_of(thirty_two_bytes, Algorithm::sha256);
        CHECK(verify(other, vector.sha256, now, Window::present, 8) == step);
        CHECK_FALSE(verify(other, vector.sha1, now, Window::present, 8));
        CHECK_FALSE(verify(key_of(thirty_two_bytes), vector.sha256, now, Window::present, 8));
    }
}

} // namespace zugang::totp::test
