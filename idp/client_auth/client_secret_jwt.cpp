#include "idp/client_auth/assertion.hpp"

namespace zugang::idp::client_auth {

// The only place where a secret both sides know signs something: an HMAC checked with a public key's text would let
// anybody sign.
Result<void> check_client_secret_jwt(Attempt const& attempt)
{
    auto const& [client, presented, call, on] = attempt;
    if (presented.way != Way::assertion)
        return failure("not by an assertion");
    if (auto const checked = check_assertion_claims(attempt); !checked)
        return checked;
    if (!client.secret_sealed)
        return failure("the client has no secret to sign with");
    auto const secret = on.sealer.open(*client.secret_sealed, oauth::client_secret_place(client.id));
    if (!secret)
        throw std::runtime_error{"a client's secret does not open: " + secret.error().what};
    if (auto const payload = verify_jws_hmac(presented.assertion->jws, *secret); !payload)
        return std::unexpected(payload.error());
    return use_assertion(attempt);
}

} // namespace zugang::idp::client_auth
