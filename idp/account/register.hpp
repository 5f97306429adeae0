// GET and POST /register (leaflet screen 3): address, password twice, terms. The answer never tells whether an address
// has an account.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::account {

[[nodiscard]] http::Response get_register(Call const& call, Services& on);
/// Hashes: belongs on the hash lane.
[[nodiscard]] http::Response post_register(Call const& call, Services& on);

} // namespace zugang::idp::account
