#include "idp/oauth/client_members.hpp"

namespace zugang::idp::oauth {

// RP-Initiated Logout §3.1, Back-Channel Logout §2.2, Front-Channel Logout §2.
void visit_logout(ClientMembers& members, Client& client)
{
    members.list("post_logout_redirect_uris", client.post_logout_redirect_uris);
    members.text("backchannel_logout_uri", client.backchannel_logout_uri);
    members.flag("backchannel_logout_session_required", client.backchannel_logout_session_required);
    members.text("frontchannel_logout_uri", client.frontchannel_logout_uri);
    members.flag("frontchannel_logout_session_required", client.frontchannel_logout_session_required);
}

} // namespace zugang::idp::oauth
