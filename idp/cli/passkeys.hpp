// Passkeys: how the commands describe passkeys and security keys.
#pragma once
#include "base/bytes.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace zugang::idp::cli {

/// "synchronised", "one device", or "one device so far" where the key may leave it.
[[nodiscard]] std::string_view describe_place(bool backup_eligible, bool backed_up);
/// The AAGUID as [passkeys] allowed_aaguids and denied_aaguids name it; nothing for zeros, which name no model.
[[nodiscard]] std::optional<std::string> aaguid_text(Bytes const& aaguid);

} // namespace zugang::idp::cli
