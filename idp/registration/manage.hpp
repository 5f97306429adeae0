// GET, PUT and DELETE /oauth2/register?client_id=…: a client manages its registration with its own token (RFC 7592).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::registration {

[[nodiscard]] http::Response get_registration(Call const& call, Services& on);
[[nodiscard]] http::Response put_registration(Call const& call, Services& on);
[[nodiscard]] http::Response delete_registration(Call const& call, Services& on);

} // namespace zugang::idp::registration
