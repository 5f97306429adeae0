// Scope words this server knows (OIDC Core §5.4, §11, and ours: `customer`), and the claims each opens.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::idp::oauth {

[[nodiscard]] std::span<std::string_view const> known_scopes();
[[nodiscard]] bool is_known_scope(std::string_view word);
[[nodiscard]] bool has_word(std::vector<std::string> const& scope, std::string_view word);
/// The words of `asked` that are in `allowed`, in the order asked, once each.
[[nodiscard]] std::vector<std::string> allowed_scope(std::vector<std::string> const& asked,
                                                     std::vector<std::string> const& allowed);
/// Whether every word of `part` is in `whole`.
[[nodiscard]] bool is_subset(std::vector<std::string> const& part, std::vector<std::string> const& whole);

} // namespace zugang::idp::oauth
