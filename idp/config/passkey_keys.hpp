// The keys of [passkeys], a part of the schema's table.
#pragma once
#include "idp/config/schema.hpp"

namespace zugang::idp::config {

[[nodiscard]] std::vector<Key> passkey_keys();

} // namespace zugang::idp::config
