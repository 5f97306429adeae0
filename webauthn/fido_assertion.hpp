// Assertions by libfido2, for `signature` alone.
#pragma once
#include "webauthn/signature.hpp"
#include <optional>

namespace zugang::webauthn {

/// Whether the signature is right; nothing where libfido2 cannot say (an algorithm, a size or an extension it does not
/// take).
[[nodiscard]] std::optional<bool> ask_libfido2(CoseKey const& key, SignedAssertion const& assertion);

} // namespace zugang::webauthn
