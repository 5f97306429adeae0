#include "idp/endpoints/resource_metadata.hpp"
#include "base/json.hpp"
#include "idp/client_auth/algorithms.hpp"
#include "idp/oauth/scope.hpp"

namespace zugang::idp::endpoints {

http::Response get_resource_metadata(Call const&, Services& on)
{
    auto const scopes = oauth::known_scopes();
    JsonObject json;
    json.add("resource", on.config.issuer);
    json.add("authorization_servers", std::vector<std::string>{on.config.issuer});
    json.add("scopes_supported", std::vector<std::string>{scopes.begin(), scopes.end()});
    json.add("bearer_methods_supported", std::vector<std::string>{"header", "body"});
    json.add("resource_signing_alg_values_supported", on.config.keys.algorithms);
    json.add("dpop_signing_alg_values_supported", client_auth::dpop_algorithms());
    json.add("tls_client_certificate_bound_access_tokens", on.config.listen.mtls.has_value());
    auto answer = http::json(200, json.str());
    answer.set("Cache-Control", "public, max-age=3600");
    return answer;
}

} // namespace zugang::idp::endpoints
