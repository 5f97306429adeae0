#include "idp/client_auth/methods.hpp"

namespace zugang::idp::client_auth {

// A public client proves nothing; PKCE and DPoP keep its codes and tokens. It must not pretend to have a secret either.
Result<void> check_none(Attempt const& attempt)
{
    if (attempt.presented.way != Way::name_alone)
        return failure("a public client sent a proof");
    return {};
}

} // namespace zugang::idp::client_auth
