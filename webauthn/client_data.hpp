// ClientData: what the browser says of a ceremony (WebAuthn L3 §5.8.1), checked once for both kinds of ceremony.
#pragma once
#include "base/bytes.hpp"
#include "webauthn/refusal.hpp"
#include "webauthn/relying_party.hpp"
#include <string_view>

namespace zugang::webauthn {

enum class Ceremony { create, get };

/// Steps 7 to 11 of §7.1 and 10 to 14 of §7.2: type, challenge, origin, cross-origin and top origin. `client_data` are
/// the bytes as the browser sent them.
[[nodiscard]] Result<void, Refusal> check_client_data(ByteView client_data, Ceremony ceremony, ByteView challenge,
                                                      RelyingParty const& party);

} // namespace zugang::webauthn
