// GrantDetails: what a grant holds beside scope and evidence (store/grants `details`): what tokens are for, and whose
// key they are bound to.
#pragma once
#include "idp/oauth/claims_request.hpp"
#include <optional>
#include <string>
#include <vector>

namespace zugang::idp::oauth {

/// The key or certificate that must come along with a token (RFC 7800 `cnf`): neither, or one of them.
struct Confirmation {
    std::optional<std::string> jkt;      // DPoP key thumbprint (RFC 9449 §6.1)
    std::optional<std::string> x5t_s256; // certificate thumbprint (RFC 8705 §3.1)

    [[nodiscard]] bool is_bound() const { return jkt || x5t_s256; }
    bool operator==(Confirmation const&) const = default;
};

struct GrantDetails {
    ClaimsRequest claims = {};
    std::vector<std::string> resources = {}; // RFC 8707, those allowed
    std::string authorization_details = {};  // RFC 9396: JSON array as granted, or empty
    std::optional<std::string> acr = {};     // of an essential acr request: what the sign-in reached
    Confirmation confirmation = {};          // of the code (dpop_jkt) and of a public client's refresh tokens
};

[[nodiscard]] std::string to_json(GrantDetails const& details);
/// Throws std::logic_error for text this program did not write.
[[nodiscard]] GrantDetails grant_details_from_json(std::string_view json);

} // namespace zugang::idp::oauth
