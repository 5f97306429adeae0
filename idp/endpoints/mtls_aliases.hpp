// mtls_endpoint_aliases (RFC 8705 §5): where clients find the endpoints that ask them for a certificate.
#pragma once
#include "idp/config/config.hpp"
#include <string>
#include <string_view>

namespace zugang::idp::endpoints {

/// The metadata document, with aliases for the endpoints it names where listen.mtls is set.
[[nodiscard]] std::string with_mtls_aliases(std::string_view metadata, config::Config const& config);

} // namespace zugang::idp::endpoints
