// Whether a checked request can be answered at once, or needs the person.
#pragma once
#include "idp/call/call.hpp"
#include "idp/oauth/authorization_request.hpp"

namespace zugang::idp::authorize {

/// A code where the browser's session suffices; else the first page of a sign-in, or with prompt=none an error
/// (thrown as oauth::Error).
[[nodiscard]] http::Response decide(oauth::AuthorizationRequest const& request, Call const& call, Services& on);

} // namespace zugang::idp::authorize
