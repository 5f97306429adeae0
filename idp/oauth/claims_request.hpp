// ClaimsRequest: the claims parameter (OIDC Core §5.5): single claims asked for by name, for userinfo and the ID token.
#pragma once
#include "base/json.hpp"
#include "base/result.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace zugang::idp::oauth {

struct ClaimRequest {
    std::string name;
    bool essential = false;
    std::vector<std::string> values = {}; // wanted ones, of `value` or `values`; those that are no strings as JSON
};

struct ClaimsRequest {
    std::vector<ClaimRequest> userinfo = {};
    std::vector<ClaimRequest> id_token = {};

    [[nodiscard]] bool empty() const { return userinfo.empty() && id_token.empty(); }
};

[[nodiscard]] ClaimRequest const* find_claim(std::vector<ClaimRequest> const& list, std::string_view name);
/// Names this server does not know are kept out; a wrong shape is a failure.
[[nodiscard]] Result<ClaimsRequest> parse_claims_request(std::string_view json, JsonLimits limits = {});
[[nodiscard]] std::string to_json(ClaimsRequest const& request);

} // namespace zugang::idp::oauth
