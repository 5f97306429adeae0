// GET /oauth2/client-logo?client_id=…: a client's logo from our own address. A page of ours loads nothing from
// elsewhere: the client would learn who opens it, and its picture could change behind our back.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::registration {

[[nodiscard]] http::Response get_client_logo(Call const& call, Services& on);

} // namespace zugang::idp::registration
