#include "doctest.h"
#include "tests/fuzz/replay.hpp"
#include "tests/fuzz/targets_keys.hpp"

namespace zugang::keys::test {

TEST_CASE("the seeds of the fuzz targets of keys, and every beginning of them, break nothing")
{
    fuzz::replay("jws", fuzz::try_jws);
    fuzz::replay("jwk", fuzz::try_jwk);
    fuzz::replay("jwk_set", fuzz::try_jwk_set);
    fuzz::replay("jwe", fuzz::try_jwe);
    fuzz::replay("certificate", fuzz::try_certificate);
    fuzz::replay("distinguished_name", fuzz::try_distinguished_name);
}

} // namespace zugang::keys::test
