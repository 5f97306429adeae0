// The headers and cookies every answer carries, added in one place so that no page can forget them.
#pragma once
#include "idp/app/routes.hpp"
#include "idp/config/config.hpp"

namespace zugang::idp::app {

/// Security headers; for pages also the browser's and the language cookie. A header the handler set stays.
void add_headers(http::Response& answer, Kind kind, Call const& call, config::Config const& config);

} // namespace zugang::idp::app
