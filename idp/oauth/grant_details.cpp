#include "idp/oauth/grant_details.hpp"
#include "base/json.hpp"
#include <stdexcept>

namespace zugang::idp::oauth {

std::string to_json(GrantDetails const& details)
{
    JsonObject json;
    if (!details.claims.empty())
        json.add_raw("claims", to_json(details.claims));
    if (!details.resources.empty())
        json.add("resources", details.resources);
    if (!details.authorization_details.empty())
        json.add_raw("authorization_details", details.authorization_details);
    json.add_if("acr", details.acr);
    json.add_if("jkt", details.confirmation.jkt);
    json.add_if("x5t#S256", details.confirmation.x5t_s256);
    return json.str();
}

GrantDetails grant_details_from_json(std::string_view text)
{
    auto const json = Json::parse(text);
    if (!json || !json->is_object())
        throw std::logic_error{"the details of a grant cannot be read"};
    GrantDetails details;
    if (auto const claims = json->find("claims")) {
        auto parsed = parse_claims_request(claims->dump());
        if (!parsed)
            throw std::logic_error{"the claims of a grant cannot be read"};
        details.claims = std::move(*parsed);
    }
    details.resources = json->strings("resources").value_or(std::vector<std::string>{});
    if (auto const wanted = json->find("authorization_details"))
        details.authorization_details = wanted->dump();
    details.acr = json->string("acr");
    details.confirmation = {json->string("jkt"), json->string("x5t#S256")};
    return details;
}

} // namespace zugang::idp::oauth
