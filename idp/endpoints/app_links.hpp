// Which apps may open this server's https addresses (RFC 8252 §7.2), and with passkeys.apps ask for its passkeys:
// Android's Digital Asset Links and Apple's app-site association, from configuration.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::endpoints {

/// GET /.well-known/assetlinks.json; 404 where no Android app is configured.
[[nodiscard]] http::Response get_assetlinks(Call const& call, Services& on);
/// GET /.well-known/apple-app-site-association; 404 where no Apple app is configured.
[[nodiscard]] http::Response get_apple_app_site_association(Call const& call, Services& on);

} // namespace zugang::idp::endpoints
