// A DPoP proof (RFC 9449 §4.2) taken apart, and its signature verified with the key it brings along.
#pragma once
#include "base/json.hpp"
#include "base/result.hpp"
#include "keys/algorithm.hpp"
#include <string>
#include <string_view>

namespace zugang::idp::client_auth {

struct DpopProof {
    std::string jkt; // thumbprint of the key (RFC 7638)
    keys::Algorithm algorithm = keys::Algorithm::es256;
    Json claims; // signed by that key, not yet looked at
};

/// Fails with words for the log. Never throws.
[[nodiscard]] Result<DpopProof> read_dpop_proof(std::string_view compact);

} // namespace zugang::idp::client_auth
