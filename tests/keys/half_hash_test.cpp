// at_hash and its siblings (OpenID Connect Core §3.1.3.6; the first value stands in its appendix A.3).
#include "doctest.h"
#include "keys/half_hash.hpp"

namespace zugang::keys::test {

TEST_CASE("the left half of the hash that belongs to the algorithm")
{
    auto const* const token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
    for (auto const algorithm : {Algorithm::rs256, Algorithm::ps256, Algorithm::es256})
        CHECK(half_hash(algorithm, token) == "77QmUPtjPfzWtF2AnpK9RQ");
    CHECK(half_hash(Algorithm::es384, token) == "jtAeDp945y1dDqU3nkIVGNZP1HjH_MFs");
    CHECK(half_hash(Algorithm::eddsa, token) == "q7nS86GgvvFaZkzALLWqJYaJIKw2wCDAVfCAsm5CrBM");
    CHECK(half_hash(Algorithm::es256, "") != half_hash(Algorithm::es256, token));
}

} // namespace zugang::keys::test
