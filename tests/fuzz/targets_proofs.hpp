// What must hold for any bytes given as a DPoP proof or as the claims of a client's assertion.
#pragma once
#include "base/base64url.hpp"
#include "idp/client_auth/dpop_proof.hpp"
#include "idp/client_auth/numeric_date.hpp"
#include "idp/client_auth/presented.hpp"
#include "idp/oauth/error.hpp"
#include "keys/jws.hpp"
#include "tests/fuzz/require.hpp"

namespace zugang::fuzz {

/// Any bytes as a DPoP header, and as the claims of a proof that is signed rightly.
inline void try_dpop_proof(std::string_view text)
{
    static auto const key = keys::PrivateKey::generate(keys::Algorithm::es256);
    static auto const header = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + key.public_key().to_jwk() + "}";
    if (auto const proof = idp::client_auth::read_dpop_proof(text)) {
        require(proof->jkt.size() == 43, "a proof has the thumbprint of its key");
        require(proof->claims.is_object(), "a proof has claims");
    }
    auto const input = base64url_encode(bytes_of(header)) + "." + base64url_encode(bytes_of(text));
    auto const own = idp::client_auth::read_dpop_proof(input + "." + base64url_encode(key.sign(input)));
    if (!own)
        return;
    require(own->jkt == key.public_key().thumbprint(), "a proof is of the key that signed it");
    for (auto const* const name : {"iat", "exp", "nbf"}) {
        auto const time = idp::client_auth::numeric_date(own->claims, name);
        require(!time || (to_seconds(*time) >= 0 && to_seconds(*time) < 253'402'300'800), "a time is within bounds");
    }
}

/// Any bytes as client_assertion: refused as an unknown client, or naming somebody, never anything else.
inline void try_client_assertion(std::string_view text)
{
    idp::Call call;
    call.form = http::Parameters{{{"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
                                  {"client_assertion", std::string{text}}}};
    try {
        auto const presented = idp::client_auth::read_presented(call);
        require(presented.way == idp::client_auth::Way::assertion, "an assertion is taken as one");
        require(presented.assertion && !presented.id.empty(), "an assertion names a client");
        require(presented.id == presented.assertion->claims.string("sub"), "an assertion is of its subject");
    } catch (idp::oauth::Error const& error) {
        require(error.kind() == idp::oauth::ErrorKind::invalid_client, "what is no assertion names no client");
    }
}

} // namespace zugang::fuzz
