#include "idp/client_auth/right_secret.hpp"

namespace zugang::idp::client_auth {

Result<void> check_right_secret(Attempt const& attempt)
{
    auto const& expected = attempt.client.secret_hash;
    auto const& secret = attempt.presented.secret;
    if (!expected || !secret)
        return failure("no secret");
    if (!equal_in_constant_time(*expected, oauth::hash_client_secret(secret->reveal())))
        return failure("wrong secret");
    return {};
}

} // namespace zugang::idp::client_auth
