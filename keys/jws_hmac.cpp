#include "base/sha256.hpp"
#include "keys/jws.hpp"

namespace zugang::keys {

Result<std::string> verify_jws_hmac(UnverifiedJws const& jws, Secret const& secret)
{
    constexpr std::size_t shortest_secret = 32; // RFC 7518 §3.2: as long as the hash
    if (jws.algorithm != "HS256")
        return failure("the JWS's algorithm is not HS256");
    if (secret.reveal().size() < shortest_secret)
        return failure("the secret is too short for HS256");
    if (!equal_in_constant_time(hmac_sha256(secret.bytes(), bytes_of(jws.signing_input)), jws.signature))
        return failure("the JWS's signature is wrong");
    return jws.payload;
}

} // namespace zugang::keys
