// Cross-origin requests (Fetch standard, CORS): pages of other origins may ask the routes marked so.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::app {

/// Any origin, without credentials: no cookie counts on these routes, only what a page sends along on its own.
void allow_any_origin(http::Response& answer);
/// OPTIONS on such a route: which methods and headers may be sent.
[[nodiscard]] http::Response get_preflight(Call const& call, Services& on);

} // namespace zugang::idp::app
