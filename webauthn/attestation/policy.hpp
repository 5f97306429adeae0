// AttestationPolicy: which authenticators a deployment takes. The default asks for nothing and takes all.
#pragma once
#include "base/clock.hpp"
#include "webauthn/attestation/attestation.hpp"
#include <memory>

namespace zugang::webauthn {

class Metadata;   // the FIDO Metadata Service's BLOB (metadata.hpp)
class TrustStore; // configured roots (trust_store.hpp)

struct AttestationPolicy {
    enum class Mode {
        ignore, // not asked for; what comes must still be well formed and true
        verify, // asked for; a configured root or the metadata must vouch for it
    };
    Mode mode = Mode::ignore;
    std::shared_ptr<TrustStore const> roots = nullptr;
    std::shared_ptr<Metadata const> metadata = nullptr;
    std::vector<Aaguid> allowed = {}; // empty: all that are not denied
    std::vector<Aaguid> denied = {};
};

/// Steps 22 to 24 of §7.1: AAGUID lists, trust anchors, status in the metadata. True where a root vouches for it and
/// nothing speaks against it; the value false is possible in mode `ignore` alone.
[[nodiscard]] Result<bool, Refusal> check_policy(Attestation const& attestation, Aaguid const& aaguid,
                                                 AttestationPolicy const& policy, Instant now);

} // namespace zugang::webauthn
