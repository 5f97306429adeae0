// Which steps count, and which drift is recognised.
#include "doctest.h"
#include "totp/code.hpp"
#include "totp/drift.hpp"
#include <string>

namespace zugang::totp::test {
namespace {

Instant const noon = from_seconds(1'800'000'000); // the first moment of a step
constexpr Duration one_ms{1};
constexpr Duration step{30'000};

Key const key{Secret("twenty bytes of key!"), Algorithm::sha1};

std::string code_at(Instant at)
{
    return std::string(code_of(key, step_at(at)).reveal());
}

} // namespace

TEST_CASE("a step begins every 30 seconds")
{
    CHECK(step_at(noon) == 60'000'000);
    CHECK(step_at(noon - one_ms) == 59'999'999);
    CHECK(step_at(noon + step - one_ms) == 60'000'000);
    CHECK(step_at(noon + step) == 60'000'001);
    CHECK(start_of(60'000'000) == noon);
}

TEST_CASE("the code of this step and of the one before is right, none older and none to come")
{
    auto const code = code_at(noon);
    auto const right = [&](Instant now) { return verify(key, code, now, Window::previous_too); };
    CHECK_FALSE(right(noon - one_ms));
    CHECK(right(noon) == 60'000'000);
    CHECK(right(noon + 2 * step - one_ms) == 60'000'000);
    CHECK_FALSE(right(noon + 2 * step));
}

TEST_CASE("with the strict window the code of the step before is wrong")
{
    auto const code = code_at(noon);
    CHECK(verify(key, code, noon + step - one_ms, Window::present) == 60'000'000);
    CHECK_FALSE(verify(key, code, noon + step, Window::present));
    CHECK_FALSE(verify(key, code, noon - one_ms, Window::present));
}

TEST_CASE("a part of the code, the empty text and another code are wrong")
{
    auto const code = code_at(noon);
    auto wrong = code;
    wrong[0] = wrong[0] == '0' ? '1' : '0';
    for (auto const& text : {std::string{}, code.substr(0, 5), code + "0", wrong})
        CHECK_FALSE(verify(key, text, noon, Window::previous_too));
}

TEST_CASE("drift is recognised up to ten minutes, ahead and behind, and never inside the window")
{
    auto const drift = [&](int steps, Window window = Window::previous_too) {
        return find_drift(key, code_at(noon + steps * step), noon, window);
    };
    CHECK_FALSE(drift(0));
    CHECK_FALSE(drift(-1));
    CHECK(drift(-1, Window::present)->steps == -1);
    CHECK(drift(1)->steps == 1);
    CHECK(drift(-2)->steps == -2);
    CHECK(drift(20)->step == 60'000'020);
    CHECK(drift(-20)->step == 59'999'980);
    CHECK_FALSE(drift(21));
    CHECK_FALSE(drift(-21));
    CHECK(drift(7)->is_ahead());
    CHECK_FALSE(drift(-7)->is_ahead());
}

TEST_CASE("drift is told in whole minutes, at least one")
{
    CHECK(Drift{0, 1}.minutes() == 1);
    CHECK(Drift{0, -2}.minutes() == 1);
    CHECK(Drift{0, 3}.minutes() == 2);
    CHECK(Drift{0, -4}.minutes() == 2);
    CHECK(Drift{0, 20}.minutes() == 10);
}

} // namespace zugang::totp::test
