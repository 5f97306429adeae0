#include "doctest.h"
#include "tests/fuzz/replay.hpp"
#include "tests/fuzz/targets_totp.hpp"

TEST_CASE("the fuzzer's seeds for one-time codes break nothing, cut off anywhere")
{
    zugang::fuzz::replay("totp_code", zugang::fuzz::try_totp_code);
}
