// Claim names this server knows (OIDC Core §5.1, §2, and ours), and the scope word that opens each (§5.4).
#pragma once
#include <span>
#include <string_view>

namespace zugang::idp::oauth {

struct ClaimName {
    std::string_view name;
    std::string_view scope; // empty: of the ID token itself, opened by no scope word
};

[[nodiscard]] std::span<ClaimName const> claim_names();
[[nodiscard]] bool is_known_claim(std::string_view name);

} // namespace zugang::idp::oauth
