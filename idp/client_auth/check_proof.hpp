// The one check of the DPoP proof a request carries (RFC 9449 §4.3), at the token endpoint and at resources.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::client_auth {

struct ProofDemand {
    std::string_view access_token = {}; // shown at a resource: the proof must be made for it (`ath`)
    bool needs_nonce = false;
    bool is_fapi = false; // the client's profile refuses RS256
};

/// The thumbprint of the key that made the proof, which is used up. Throws oauth::Error invalid_dpop_proof or
/// use_dpop_nonce.
[[nodiscard]] std::string check_dpop_proof(Call const& call, ProofDemand const& demand, Services& on);

} // namespace zugang::idp::client_auth
