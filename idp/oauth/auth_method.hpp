// AuthMethod: how a client authenticates (OIDC Core §9, RFC 8705 §2), the closed list.
#pragma once
#include <optional>
#include <string_view>

namespace zugang::idp::oauth {

enum class AuthMethod {
    none,
    client_secret_basic,
    client_secret_post,
    client_secret_jwt,
    private_key_jwt,
    tls_client_auth,
    self_signed_tls_client_auth,
};
[[nodiscard]] std::string_view to_name(AuthMethod method);
[[nodiscard]] std::optional<AuthMethod> parse_auth_method(std::string_view name);

} // namespace zugang::idp::oauth
