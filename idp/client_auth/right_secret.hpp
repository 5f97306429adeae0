// Comparing a client's secret with the hash of the one it was given.
#pragma once
#include "idp/client_auth/methods.hpp"

namespace zugang::idp::client_auth {

/// Fails where the request brings none, or another one. Takes the same time for any secret of the same length.
[[nodiscard]] Result<void> check_right_secret(Attempt const& attempt);

} // namespace zugang::idp::client_auth
