#include "doctest.h"
#include "tests/fuzz/replay.hpp"
#include "tests/fuzz/targets_keys.hpp"

namespace zugang::keys::test {

TEST_CASE("the seeds of the JWS and JWK fuzz targets, and every beginning of them, break nothing")
{
    fuzz::replay("jws", fuzz::try_jws);
    fuzz::replay("jwk", fuzz::try_jwk);
}

} // namespace zugang::keys::test
