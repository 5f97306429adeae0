#include "doctest.h"
#include "tests/fuzz/replay.hpp"
#include "tests/fuzz/targets_webauthn.hpp"

TEST_CASE("the fuzzers' seeds for what authenticators send break nothing, cut off anywhere")
{
    zugang::fuzz::replay("attestation_object", zugang::fuzz::try_attestation_object);
    zugang::fuzz::replay("authenticator_data", zugang::fuzz::try_authenticator_data);
    zugang::fuzz::replay("client_data", zugang::fuzz::try_client_data);
    zugang::fuzz::replay("cose_key", zugang::fuzz::try_cose_key);
}
