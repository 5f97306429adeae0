// What a person decides about a device: allowed, it gets a grant of the person's session; denied, nothing.
#pragma once
#include "idp/device/typed_code.hpp"

namespace zugang::idp::device {

enum class Verdict { allow, deny };

/// False where the code was decided or ran out meanwhile. Throws SignInExpired where the session ended.
[[nodiscard]] bool decide(TypedCode const& code, Verdict verdict, session::Session const& person, Call const& call,
                          Services& on);

} // namespace zugang::idp::device
