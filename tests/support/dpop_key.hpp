// DpopKey: a client's key, and the proofs it makes with it (RFC 9449 §4.2).
#pragma once
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/random.hpp"
#include "keys/jwk.hpp"
#include "tests/support/stand.hpp"

namespace zugang::tests {

class DpopKey {
public:
    /// The DPoP header of one request of now.
    [[nodiscard]] http::Header proof(Stand const& stand, std::string_view method, std::string_view path) const
    {
        auto const header =
            JsonObject{}.add("typ", "dpop+jwt").add("alg", "ES256").add_raw("jwk", key_.public_key().to_jwk()).str();
        SystemRandom random;
        auto const claims = JsonObject{}
                                .add("jti", random_token(random, ""))
                                .add("htm", method)
                                .add("htu", stand.address(path))
                                .add("iat", to_seconds(stand.clock.now()))
                                .str();
        auto const input = base64url_encode(bytes_of(header)) + "." + base64url_encode(bytes_of(claims));
        return {"DPoP", input + "." + base64url_encode(key_.sign(input))};
    }
    [[nodiscard]] std::string thumbprint() const { return key_.public_key().thumbprint(); }

private:
    keys::PrivateKey key_ = keys::PrivateKey::generate(keys::Algorithm::es256);
};

} // namespace zugang::tests
