// GET /help: what to do when signing in does not work; and the addresses other programs look for a person's help at.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::endpoints {

[[nodiscard]] http::Response get_help(Call const& call, Services& on);
/// GET /.well-known/security.txt (RFC 9116).
[[nodiscard]] http::Response get_security_txt(Call const& call, Services& on);

} // namespace zugang::idp::endpoints
