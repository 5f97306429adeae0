// The browser's own name for itself, and the words people know it by ("Firefox auf Windows").
#pragma once
#include "idp/call/call.hpp"
#include "templates/text.hpp"
#include <string_view>

namespace zugang::idp {

/// As the store keeps it: printable ASCII, cut to 200 bytes.
[[nodiscard]] std::string user_agent_of(Call const& call);
/// The names of what a user agent claims to be; empty where it is unknown: {"iPhone", "Safari"}.
struct DeviceNames {
    std::string_view system;
    std::string_view browser;
};
[[nodiscard]] DeviceNames device_names(std::string_view user_agent);
/// Of a stored one. What it claims proves nothing: for notices and lists alone.
[[nodiscard]] templates::Text device_words(std::string_view user_agent);

} // namespace zugang::idp
