#include "idp/call/software.hpp"
#include "base/url.hpp"

namespace zugang::idp {

pages::Software software_of(oauth::Client const& client)
{
    return {.logo = client.logo_uri.empty() ? "" : "/oauth2/client-logo?client_id=" + percent_encode(client.id),
            .website = client.client_uri,
            .policy = client.policy_uri,
            .terms = client.tos_uri};
}

} // namespace zugang::idp
