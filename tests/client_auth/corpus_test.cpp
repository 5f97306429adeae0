#include "doctest.h"
#include "tests/fuzz/replay.hpp"
#include "tests/fuzz/targets_proofs.hpp"

namespace zugang::tests {

TEST_CASE("the seeds of the DPoP proof and client assertion fuzz targets, and every beginning of them, break nothing")
{
    fuzz::replay("dpop_proof", fuzz::try_dpop_proof);
    fuzz::replay("client_assertion", fuzz::try_client_assertion);
}

} // namespace zugang::tests
