#include "idp/token/grants/waiting.hpp"
#include "idp/oauth/error.hpp"

namespace zugang::idp::token::grants {

void refuse_waiting(store::Waiting waiting)
{
    using oauth::Error;
    using oauth::ErrorKind;
    switch (waiting) {
    case store::Waiting::pending:
        throw Error{ErrorKind::authorization_pending, "nobody has decided yet"};
    case store::Waiting::too_fast:
        throw Error{ErrorKind::slow_down, "asked too soon; the interval is five seconds longer now"};
    case store::Waiting::expired:
        throw Error{ErrorKind::expired_token, "nobody decided in time"};
    case store::Waiting::denied:
        throw Error{ErrorKind::access_denied, "the person denied it"};
    case store::Waiting::unknown:
    case store::Waiting::redeemed:
        break;
    }
    throw Error{ErrorKind::invalid_grant, "the code is wrong or used"};
}

} // namespace zugang::idp::token::grants
