// What pages show of a client's own metadata.
#pragma once
#include "idp/oauth/client.hpp"
#include "idp/pages/software.hpp"

namespace zugang::idp {

/// The logo by our own address (/oauth2/client-logo), the links as registered.
[[nodiscard]] pages::Software software_of(oauth::Client const& client);

} // namespace zugang::idp
