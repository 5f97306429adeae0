// Key agreement of a JWE (RFC 7518 §4.6): ECDH and the Concat KDF of NIST SP 800-56A §5.8.1. Internal to this folder.
#pragma once
#include "base/secret.hpp"
#include "keys/encryption.hpp"
#include "keys/openssl_handles.hpp"
#include <optional>
#include <string>

namespace zugang::keys {

struct AgreementTerms {
    std::string_view algorithm; // "enc" for ECDH-ES itself, "alg" with key wrap
    std::string apu;            // decoded, may be empty
    std::string apv;
    std::size_t key_size = 0; // bytes wanted
};

/// What the agreed key is for: the content key's own algorithm, or the wrap's.
[[nodiscard]] AgreementTerms agreement_terms(KeyManagement algorithm, ContentEncryption encryption);
/// Nothing where OpenSSL refuses the peer's point.
[[nodiscard]] std::optional<Secret> agree_on_key(EVP_PKEY* own, EVP_PKEY* peer, AgreementTerms const& terms);

} // namespace zugang::keys
