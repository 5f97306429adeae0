// What must hold for any bytes given to the parsers of keys.
#pragma once
#include "base/base64url.hpp"
#include "keys/jws.hpp"
#include "tests/fuzz/require.hpp"

namespace zugang::fuzz {

/// Any bytes as a compact JWS: one spelling only, and nothing verifies that our keys did not sign.
inline void try_jws(std::string_view text)
{
    static auto const es256 = keys::PrivateKey::generate(keys::Algorithm::es256);
    static auto const eddsa = keys::PrivateKey::generate(keys::Algorithm::eddsa);
    if (auto const jws = keys::parse_jws(text)) {
        require(jws->signing_input + "." + base64url_encode(jws->signature) == text, "a JWS has one spelling");
        require(jws->signing_input.ends_with("." + base64url_encode(bytes_of(jws->payload))), "the payload is signed");
        require(!jws->algorithm.empty() && jws->algorithm != "none", "a JWS has an algorithm");
        require(!jws->signature.empty(), "a JWS has a signature");
        for (auto const* const key : {&es256, &eddsa})
            require(!keys::verify_jws(*jws, key->public_key()), "only we sign for our keys");
    }
    if (text.size() > 4096)
        return;
    auto const own = keys::parse_jws(keys::sign_jws(es256, "JWT", text));
    require(own && keys::verify_jws(*own, es256.public_key()) == text, "any payload comes back unchanged");
}

/// Any bytes as a public JWK: what is taken has no private member and is published again as the same key.
inline void try_jwk(std::string_view text)
{
    using enum keys::Algorithm;
    auto const jwk = Json::parse(text);
    if (!jwk)
        return;
    for (auto const algorithm : {es256, es384, rs256, ps256, eddsa}) {
        auto const key = keys::PublicKey::from_jwk(*jwk, algorithm);
        if (!key)
            continue;
        for (auto const* const name : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
            require(!jwk->has(name), "a private member is refused");
        require(!key->verify("text", Bytes(64)), "zeros are no signature");
        auto const published = Json::parse(key->to_jwk());
        require(published.has_value(), "a published JWK is JSON");
        auto const again = keys::PublicKey::from_jwk(*published, algorithm);
        // OpenSSL's look at an RSA modulus is partly random: one with a factor near 1,000 is refused now and then.
        if (!again && (algorithm == rs256 || algorithm == ps256))
            continue;
        require(again && again->thumbprint() == key->thumbprint() && again->kid() == key->kid(),
                "a published JWK is the same key");
    }
}

} // namespace zugang::fuzz
