// Enrolment: whether this sign-in may show a set-up page of a factor. Asked by every GET and POST of such a page, so
// that nobody with half a sign-in, an old session or somebody else's flow can add a factor (ASVS 7.5.1).
#pragma once
#include "idp/session/flow.hpp"

namespace zugang::idp::session {

/// The account a factor may be set up for on `page` (one of is_setup): because next_step asks for it in a sign-in, or
/// because the sign-in was begun for that page, has proved the account afresh, and is 20 minutes old at most. Nothing
/// otherwise: then go to address_of(next_step).
[[nodiscard]] std::optional<store::Account> find_enrolling(Flow const& flow, OwnPage page, Call const& call,
                                                           Services& on);
/// Where a set-up that was done leads: back to the list of factors it was begun from, else on with the sign-in.
[[nodiscard]] bool leads_to_list(Flow const& flow);

} // namespace zugang::idp::session
