// The code a signed-in person typed, looked up: each try is counted before it is compared, because the codes are short
// (RFC 8628 §5.1, §5.2).
#pragma once
#include "idp/call/call.hpp"
#include "idp/oauth/client.hpp"
#include "idp/session/session.hpp"
#include "store/device_codes.hpp"
#include <optional>
#include <string_view>

namespace zugang::idp::device {

struct TypedCode {
    enum class Kind {
        open,      // waits for a decision
        decided,   // this person has decided already
        unknown,   // no such code, or it has expired, or somebody else decided
        throttled, // too many wrong ones this hour; wait until `free_at`
    };
    Kind kind = Kind::unknown;
    std::optional<store::DeviceCode> row = {}; // with open and decided
    std::optional<oauth::Client> client = {};  // likewise
    std::optional<Instant> free_at = {};       // with throttled
};

[[nodiscard]] TypedCode look_up(std::string_view user_code, session::Session const& person, Call const& call,
                                Services& on);
/// The same for a code this person's try was counted for already: open, decided or unknown.
[[nodiscard]] TypedCode look_up_again(std::string_view user_code, session::Session const& person, Call const& call,
                                      Services& on);

} // namespace zugang::idp::device
