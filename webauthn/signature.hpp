// The signatures of ceremonies, the only place that knows libfido2 and EVP apart: libfido2 checks assertions wherever
// it can, EVP what it does not know (ES512, RSA moduli other than 2048 bits, attestation).
#pragma once
#include "webauthn/cose_key.hpp"

namespace zugang::webauthn {

/// Whether the credential's key signed authenticator data and the hash of the client data (§7.2 step 23).
[[nodiscard]] bool verify_assertion_signature(CoseKey const& key, std::string_view rp_id, ByteView authenticator_data,
                                              ByteView client_data_hash, ByteView signature);
/// Whether the key signed `message` with its algorithm.
[[nodiscard]] bool verify_signature(CoseKey const& key, ByteView message, ByteView signature);
/// SHA-256.
[[nodiscard]] Bytes sha256(ByteView message);

} // namespace zugang::webauthn
