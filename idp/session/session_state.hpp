// session_state: lets a client's page notice, without asking the server, that the sign-in it rests on has changed.
// OpenID Connect Session Management 1.0 §2 and §3.
#pragma once
#include "idp/call/services.hpp"
#include <string>
#include <string_view>

namespace zugang::idp::session {

/// What the browser's script-readable cookie holds while signed in: the same for the whole session, another one for
/// every session, and nothing a client could compute from the `sid` it knows.
[[nodiscard]] std::string browser_state(std::string_view session_id, Services& on);

/// The response parameter session_state: a salted hash and its salt. `origin` is that of the redirect address;
/// `browser_state` is empty for a browser that is not signed in; `salt` is fresh for each answer, without dots.
[[nodiscard]] std::string session_state(std::string_view client_id, std::string_view origin,
                                        std::string_view browser_state, std::string_view salt);

} // namespace zugang::idp::session
