// The algorithms clients may sign with, as the metadata and challenges name them (RFC 8414 §2, RFC 9449 §5.1).
#pragma once
#include <string>
#include <vector>

namespace zugang::idp::client_auth {

/// token_endpoint_auth_signing_alg_values_supported: HS256 is for client_secret_jwt.
[[nodiscard]] std::vector<std::string> assertion_algorithms();
/// dpop_signing_alg_values_supported.
[[nodiscard]] std::vector<std::string> dpop_algorithms();

} // namespace zugang::idp::client_auth
