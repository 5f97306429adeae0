#include "idp/oauth/client_members.hpp"

namespace zugang::idp::oauth {

// What people see, and who made it: RFC 7591 §2, OIDC Registration §2.
void visit_software(ClientMembers& members, Client& client)
{
    members.text("client_uri", client.client_uri);
    members.text("logo_uri", client.logo_uri);
    members.text("policy_uri", client.policy_uri);
    members.text("tos_uri", client.tos_uri);
    members.text("initiate_login_uri", client.initiate_login_uri);
    members.list("contacts", client.contacts);
    members.text("software_id", client.software_id);
    members.text("software_version", client.software_version);
}

} // namespace zugang::idp::oauth
