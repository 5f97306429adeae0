#include "idp/endpoints/mtls_aliases.hpp"
#include "base/json.hpp"
#include <array>

namespace zugang::idp::endpoints {
namespace {

// Those that authenticate clients or take bound tokens.
constexpr std::array<std::string_view, 8> endpoints_with_alias{"token_endpoint",
                                                               "revocation_endpoint",
                                                               "introspection_endpoint",
                                                               "pushed_authorization_request_endpoint",
                                                               "device_authorization_endpoint",
                                                               "backchannel_authentication_endpoint",
                                                               "userinfo_endpoint",
                                                               "registration_endpoint"};

} // namespace

std::string with_mtls_aliases(std::string_view metadata, config::Config const& config)
{
    if (!config.listen.mtls)
        return std::string{metadata};
    auto const json = Json::parse(metadata).value();
    JsonObject aliases;
    for (auto const name : endpoints_with_alias) {
        if (auto const address = json.string(name))
            aliases.add(name, config.mtls_origin() + address->substr(config.issuer.size()));
    }
    std::string out{metadata.substr(0, metadata.rfind('}'))};
    return out + ",\"mtls_endpoint_aliases\":" + aliases.str() + "}";
}

} // namespace zugang::idp::endpoints
