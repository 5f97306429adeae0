// What a sign-out means for the clients of the session: who is told, and what the browser loads for them (OpenID
// Connect Front-Channel Logout 1.0 §2, §3).
#pragma once
#include "idp/call/services.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::idp::endpoints {

/// Whether a client of the session is told in no way, so that people must sign out there themselves.
[[nodiscard]] bool has_untold_client(std::string_view session_id, Services& on);
/// Each client's frontchannel_logout_uri with iss and sid.
[[nodiscard]] std::vector<std::string> front_channel_addresses(std::string_view session_id, Services& on);

/// Names the session that has just ended to the page after the sign-out, for five minutes; sealed, so that no other
/// page can make browsers load those addresses. Empty where there is nothing to load.
[[nodiscard]] std::string front_channel_ticket(std::string_view session_id, Services& on, Instant now);
/// The session of a ticket of ours that is still good.
[[nodiscard]] std::optional<std::string> open_front_channel_ticket(std::string_view ticket, Services& on, Instant now);

} // namespace zugang::idp::endpoints
