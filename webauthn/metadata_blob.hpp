// The metadata's envelope (FIDO MDS 3.0 §3.1.7, RFC 7515): a compact JWS that brings its signer's certificates.
#pragma once
#include "webauthn/trust_store.hpp"
#include <string>

namespace zugang::webauthn {

/// The service's BLOB of today has a few MB.
constexpr std::size_t largest_metadata = 33'554'432;

/// The payload, when the header's x5c leads to one of `roots` at `now`, its leaf is the service's and signed it.
[[nodiscard]] Result<std::string> verify_metadata_blob(std::string_view blob, TrustStore const& roots, Instant now);

} // namespace zugang::webauthn
