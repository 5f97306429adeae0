#include "doctest.h"
#include "tests/fuzz/replay.hpp"
#include "tests/fuzz/targets_codes.hpp"

TEST_CASE("The fuzzer's seeds for typed codes break nothing, cut off anywhere")
{
    zugang::fuzz::replay("typed_code", zugang::fuzz::try_typed_code);
}
