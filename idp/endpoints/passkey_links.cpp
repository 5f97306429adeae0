#include "idp/endpoints/passkey_links.hpp"
#include "base/json.hpp"

namespace zugang::idp::endpoints {
namespace {

http::Response found_links(std::string body)
{
    auto answer = http::json(200, std::move(body));
    answer.set("Cache-Control", "public, max-age=3600");
    return answer;
}

} // namespace

http::Response get_related_origins(Call const&, Services& on)
{
    auto origins = on.passkeys.party().origins;
    std::erase_if(origins, [](std::string const& origin) { return origin.starts_with("android:"); });
    if (origins.size() <= 1)
        return http::text(404, "no related origin is configured\n");
    return found_links(JsonObject{}.add("origins", origins).str());
}

http::Response get_passkey_endpoints(Call const&, Services& on)
{
    JsonObject links;
    links.add("enroll", on.config.address("/setup/passkey"));
    links.add("manage", on.config.address("/account/factors"));
    return found_links(links.str());
}

} // namespace zugang::idp::endpoints
