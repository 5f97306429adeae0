#include "doctest.h"
#include "tests/fuzz/replay.hpp"
#include "tests/fuzz/targets_http.hpp"

TEST_CASE("The fuzzers' seeds for requests, forms and cookies break nothing, cut off anywhere")
{
    zugang::fuzz::replay("request", zugang::fuzz::try_request);
    zugang::fuzz::replay("form", zugang::fuzz::try_form);
    zugang::fuzz::replay("cookies", zugang::fuzz::try_cookies);
}
