// /link/not-me?id=…: "that was not me" in a notice (72 hours, once). Ends every session and grant of the account, makes
// its password worthless, takes back what was done to its second factors since the notice, and leads to a new password.
// It opens nothing: whoever has the mailbox alone gets no further than by "forgotten password" (ASVS 6.4.3).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::account {

[[nodiscard]] http::Response get_not_me(Call const& call, Services& on);
[[nodiscard]] http::Response post_not_me(Call const& call, Services& on);

} // namespace zugang::idp::account
