// What setting up a factor has in common, whatever kind it is of.
#pragma once
#include "idp/session/flow.hpp"

namespace zugang::idp::second_factor {

/// Since when what was proved in this sign-in counts. A password changed after that ends a set-up: who signed in with a
/// stolen one must not leave a factor behind after the owner's change.
[[nodiscard]] Instant proved_since(session::Flow const& flow, std::string const& account_id, Call const& call,
                                   Services& on);
/// Whether the sign-in has proved no more than the first factor: then no other set-up may have been faster.
[[nodiscard]] bool is_first_factor(session::Flow const& flow, std::string const& account_id, Call const& call,
                                   Services& on);
/// Where somebody goes who has a new factor, of which `proof` is: back to the list, or on. `kind`: "app", "passkey" or
/// "security_key".
[[nodiscard]] http::Response after_set_up(session::Flow& flow, session::Evidence proof, std::string_view kind,
                                          Call const& call, Services& on);
/// The list, which says what was added.
[[nodiscard]] std::string list_after_adding(std::string_view kind);

} // namespace zugang::idp::second_factor
