#include "idp/client_auth/own_addresses.hpp"

namespace zugang::idp::client_auth {

std::vector<std::string> own_addresses(std::string_view path, config::Config const& config)
{
    return {config.address(path)};
}

} // namespace zugang::idp::client_auth
