// The signatures of ceremonies (WebAuthn L3 §6.5.5), the only place that knows libfido2 and EVP apart: libfido2 checks
// assertions wherever it can, EVP what it does not know (ES512, RSA moduli other than 2048 bits, attestation).
#pragma once
#include "webauthn/cose_key.hpp"
#include <string>

namespace zugang::webauthn {

struct SignedAssertion {
    std::string rp_id;
    ByteView authenticator_data;
    ByteView client_data_hash; // SHA-256
    ByteView signature;
};
/// Whether the credential's key signed authenticator data and the hash of the client data (§7.2 step 21). What the data
/// says is not this function's question, though libfido2 refuses once more what is of another RP ID or shows no
/// presence.
[[nodiscard]] bool verify_assertion_signature(CoseKey const& key, SignedAssertion const& assertion);
/// Whether the key signed `message` with its algorithm.
[[nodiscard]] bool verify_signature(CoseKey const& key, ByteView message, ByteView signature);

} // namespace zugang::webauthn
