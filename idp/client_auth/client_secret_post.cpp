#include "idp/client_auth/right_secret.hpp"

namespace zugang::idp::client_auth {

Result<void> check_client_secret_post(Attempt const& attempt)
{
    if (attempt.presented.way != Way::secret_in_body)
        return failure("not by client_secret in the body");
    return check_right_secret(attempt);
}

} // namespace zugang::idp::client_auth
