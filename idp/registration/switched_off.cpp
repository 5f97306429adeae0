#include "idp/registration/switched_off.hpp"
#include "base/json.hpp"

namespace zugang::idp::registration {

std::optional<http::Response> find_switched_off(Services& on)
{
    if (on.config.oidc.dynamic_registration != config::DynamicRegistration::off)
        return std::nullopt;
    return http::json(404, JsonObject{}
                               .add("error", "registration_not_supported")
                               .add("error_description", "clients cannot register themselves here")
                               .str());
}

} // namespace zugang::idp::registration
