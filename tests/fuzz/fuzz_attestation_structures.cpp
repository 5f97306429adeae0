#include "base/bytes.hpp"
#include "tests/fuzz/targets_attestation.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    zugang::fuzz::try_attestation_structures(zugang::text_of(zugang::ByteView(data, size)));
    return 0;
}
