#include "idp/client_auth/right_secret.hpp"

namespace zugang::idp::client_auth {

Result<void> check_client_secret_basic(Attempt const& attempt)
{
    if (attempt.presented.way != Way::basic_header)
        return failure("not by the Authorization header");
    return check_right_secret(attempt);
}

} // namespace zugang::idp::client_auth
