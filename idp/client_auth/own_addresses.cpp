#include "idp/client_auth/own_addresses.hpp"

namespace zugang::idp::client_auth {

std::vector<std::string> own_addresses(std::string_view path, config::Config const& config)
{
    std::vector<std::string> addresses{config.address(path)};
    if (config.listen.mtls) // mtls_endpoint_aliases (RFC 8705 §5)
        addresses.push_back(config.mtls_origin() + std::string{path});
    return addresses;
}

} // namespace zugang::idp::client_auth
