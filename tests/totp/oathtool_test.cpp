// The same codes as Debian's oathtool, for random keys and times.
#include "doctest.h"
#include "totp/code.hpp"
#include "totp/secret.hpp"
#include <cstdio>
#include <memory>
#include <random>
#include <string>

namespace zugang::totp::test {
namespace {

struct Question {
    Key key;
    std::int64_t time = 0;
    unsigned digits = code_digits;
};

/// What oathtool says. All it is given are digits and base32.
std::string ask_oathtool(Question const& question)
{
    auto const mode = question.key.algorithm == Algorithm::sha256 ? "sha256" : "sha1";
    auto const command = "oathtool --totp=" + std::string(mode) + " --digits=" + std::to_string(question.digits) +
                         " --now=@" + std::to_string(question.time) + " --base32 " + base32(question.key.bytes.bytes());
    std::unique_ptr<FILE, int (*)(FILE*)> const pipe(popen(command.c_str(), "r"), pclose);
    REQUIRE(pipe);
    char answer[32] = {};
    REQUIRE(std::fgets(answer, sizeof answer, pipe.get()));
    std::string text = answer;
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    return text;
}

} // namespace

TEST_CASE("oathtool computes the same codes")
{
    SystemRandom random;
    std::mt19937_64 draw(20261124);
    std::uniform_int_distribution<std::int64_t> time(0, 4'000'000'000);
    for (int i = 0; i < 60; ++i) {
        auto const algorithm = i % 2 == 0 ? Algorithm::sha1 : Algorithm::sha256;
        Question const question{{mint_secret(random), algorithm}, time(draw), i % 3 == 0 ? 8u : code_digits};
        CAPTURE(question.time);
        CHECK(std::string(code_of(question.key, question.time / 30, question.digits).reveal()) ==
              ask_oathtool(question));
    }
}

} // namespace zugang::totp::test
