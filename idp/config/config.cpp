#include "idp/config/config.hpp"
#include "base/url.hpp"

namespace zugang::idp::config {

std::string Config::mtls_origin() const
{
    auto url = parse_url(issuer).value();
    url.port = std::to_string(listen.mtls.value().port);
    return url.origin();
}

} // namespace zugang::idp::config
