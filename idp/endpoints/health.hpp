// Health for load balancers: alive says that the process answers, ready that it can work.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::endpoints {

[[nodiscard]] http::Response get_live(Call const& call, Services& on);
/// 503 where the store cannot be read or a signing key is missing.
[[nodiscard]] http::Response get_ready(Call const& call, Services& on);

} // namespace zugang::idp::endpoints
