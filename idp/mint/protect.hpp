// protect: an answer as its client wants it: signed, and encrypted to its key where it registered that (nested JWT, RFC
// 7519 §5.2): ID tokens, userinfo, JARM, introspection.
#pragma once
#include "idp/call/services.hpp"
#include "idp/oauth/client.hpp"
#include <string>
#include <string_view>

namespace zugang::idp::mint {

/// Signs with our current key.
[[nodiscard]] std::string sign(keys::Algorithm algorithm, std::string_view typ, std::string_view payload, Services& on);
/// Signs and then encrypts, each where `how` says so. Throws oauth::Error server_error where the client's key cannot be
/// had. May fetch its jwks_uri: not inside a read or write of the store.
[[nodiscard]] std::string protect(oauth::Client const& client, oauth::AnswerProtection const& how, std::string_view typ,
                                  std::string_view payload, Services& on, Instant now);

} // namespace zugang::idp::mint
