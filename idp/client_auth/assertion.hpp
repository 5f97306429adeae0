// The claims of a client's assertion (RFC 7521 §4.2, RFC 7523 §3, FAPI 2.0 §5.3.2.1), and its use, which counts once.
#pragma once
#include "idp/client_auth/methods.hpp"

namespace zugang::idp::client_auth {

/// iss, sub, aud, exp, nbf, iat, jti and typ: whether this may be an assertion of this client, to us, of now. Asked
/// before the signature, so that a stale one never makes us fetch keys. Fails with words for the log.
[[nodiscard]] Result<void> check_assertion_claims(Attempt const& attempt);
/// Uses up the jti of an assertion whose signature and claims are right; fails where it was used before.
[[nodiscard]] Result<void> use_assertion(Attempt const& attempt);

} // namespace zugang::idp::client_auth
