#include "doctest.h"
#include "tests/fuzz/replay.hpp"
#include "tests/fuzz/targets_attestation.hpp"

TEST_CASE("the fuzzers' seeds for metadata and the structures of attestation break nothing, cut off anywhere")
{
    zugang::fuzz::replay("metadata_blob", zugang::fuzz::try_metadata_blob);
    zugang::fuzz::replay("attestation_structures", zugang::fuzz::try_attestation_structures);
}
