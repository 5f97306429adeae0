// GET /login/done: a page of our own that goes on to the client by itself. A redirect straight after the form's POST
// would be stopped by the browser, which applies form-action to it.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::login {

[[nodiscard]] http::Response get_done(Call const& call, Services& on);

} // namespace zugang::idp::login
