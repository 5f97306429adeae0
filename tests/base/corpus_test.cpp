#include "doctest.h"
#include "tests/fuzz/replay.hpp"
#include "tests/fuzz/targets_base.hpp"

TEST_CASE("The fuzzers' seeds for JSON, base64url and URLs break nothing, cut off anywhere")
{
    zugang::fuzz::replay("json", zugang::fuzz::try_json);
    zugang::fuzz::replay("base64url", zugang::fuzz::try_base64url);
    zugang::fuzz::replay("url", zugang::fuzz::try_url);
}
