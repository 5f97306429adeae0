#include "idp/client_auth/assertion.hpp"
#include "idp/client_auth/client_keys.hpp"

namespace zugang::idp::client_auth {

Result<void> check_private_key_jwt(Attempt const& attempt)
{
    auto const& [client, presented, call, on] = attempt;
    if (presented.way != Way::assertion)
        return failure("not by an assertion");
    if (auto const checked = check_assertion_claims(attempt); !checked)
        return checked;
    auto const payload = verify_client_jws(client, presented.assertion->jws, client.assertion_algorithm, on, call.now);
    if (!payload)
        return std::unexpected(payload.error());
    return use_assertion(attempt);
}

} // namespace zugang::idp::client_auth
