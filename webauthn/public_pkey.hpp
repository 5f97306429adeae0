// A credential's key as OpenSSL has it. Internal: only the .cpp files of this folder include it.
#pragma once
#include "webauthn/cose_key.hpp"
#include "webauthn/openssl_handles.hpp"

namespace zugang::webauthn {

/// Null where the point is not on its curve.
[[nodiscard]] PkeyHandle make_public_pkey(CoseKey const& key);

} // namespace zugang::webauthn
