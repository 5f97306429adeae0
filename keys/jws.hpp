// JWS compact serialisation (RFC 7515 §7.1): sign with one key, verify with a chosen one.
#pragma once
#include "base/json.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "keys/jwk.hpp"
#include <string>
#include <string_view>

namespace zugang::keys {

/// {"alg":…,"kid":…,"typ":typ} . payload . signature. `typ` is left out where empty; ID tokens say "JWT", access tokens
/// "at+jwt".
[[nodiscard]] std::string sign_jws(PrivateKey const& key, std::string_view typ, std::string_view payload);

/// A JWS taken apart but not yet verified: enough to choose the key by.
struct UnverifiedJws {
    std::string algorithm; // header "alg", by its listed_name
    std::string kid;       // header "kid", may be empty
    std::string typ;       // header "typ", may be empty
    std::string header;    // JSON, untrusted: "jwk" of a DPoP proof, "cty"
    std::string payload;   // decoded, untrusted
    std::string signing_input;
    Bytes signature;
};
/// Fails on anything but three canonical base64url parts, a JSON object as header, `crit`, `b64`, or "none". Never
/// throws.
[[nodiscard]] Result<UnverifiedJws> parse_jws(std::string_view compact);
/// The payload, when `jws.algorithm` is the key's and the signature is right.
[[nodiscard]] Result<std::string> verify_jws(UnverifiedJws const& jws, PublicKey const& key);

/// The payload, when the algorithm is HS256 and the MAC is right (RFC 7518 §3.2): for client_secret_jwt and nothing
/// else. Fails for a secret of less than 32 bytes.
[[nodiscard]] Result<std::string> verify_jws_hmac(UnverifiedJws const& jws, Secret const& secret);

} // namespace zugang::keys
