// What a new passkey or security key is called until its person says otherwise: "iPhone, Safari, 12.03.2026".
#pragma once
#include "idp/call/call.hpp"
#include "templates/text.hpp"
#include <string>
#include <vector>

namespace zugang::idp::second_factor {

/// Before the ceremony: the device and browser that ask, and the day.
[[nodiscard]] templates::Text suggested_passkey_name(Call const& call);
/// Likewise of a security key, whatever it is plugged into.
[[nodiscard]] templates::Text suggested_security_key_name(Call const& call);

/// What is known after the ceremony. Nothing here is proved, and nothing rests on it.
struct MadeWith {
    std::vector<std::string> transports = {};
    std::string attachment = {}; // "platform", "cross-platform", or empty
    std::string model = {};      // from the metadata, or empty
};
/// The model's name where it is known; else a passkey on a key or telephone beside the browser is not called by the
/// browser's device. Nothing where the suggestion was right.
[[nodiscard]] std::optional<templates::Text> better_passkey_name(MadeWith const& made, Call const& call);

} // namespace zugang::idp::second_factor
