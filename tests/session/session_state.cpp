// session_state (OpenID Connect Session Management 1.0 §2): what the client's answer and the iframe's script both
// compute.
#include "idp/session/session_state.hpp"
#include "doctest.h"

namespace zugang::idp::session {

TEST_CASE("session_state is the hash of client, origin, browser state and salt with spaces between, and the salt")
{
    // sha256sum of "portal https://portal.example:8443 state salt"
    CHECK(session_state("portal", "https://portal.example:8443", "state", "salt") ==
          "GQR8UzUa01pxw9yzxbx5avrHUfiaCrpNHYdwCYSeEus.salt");
    // … and of "portal https://portal.example:8443  salt": nobody is signed in
    CHECK(session_state("portal", "https://portal.example:8443", "", "salt") ==
          "67IWFFlB0zpTSI9Zp4glJfQA2t-r13NkQCPv2a_X7aA.salt");
}

TEST_CASE("session_state tells every client, origin, browser state and salt apart")
{
    auto const one = session_state("portal", "https://portal.example", "state", "salt");
    CHECK(session_state("portal2", "https://portal.example", "state", "salt") != one);
    CHECK(session_state("portal", "https://portal.example:8443", "state", "salt") != one);
    CHECK(session_state("portal", "https://portal.example", "state2", "salt") != one);
    CHECK(session_state("portal", "https://portal.example", "state", "salt2") != one);
}

} // namespace zugang::idp::session
