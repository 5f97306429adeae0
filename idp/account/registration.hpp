// Registration in the store: what a registration with an address does, and the mail it sends. Known and unknown
// addresses get the same answer after the same work: one hash, one mail rendered, one outbox row.
//
//   address unknown ............... account without a password + link that carries the password
//   registered, never confirmed ... new link with the new password; the old link is void
//   known ......................... mail "there is an account already"
//   too many mails ................ nothing, silently
#pragma once
#include "idp/session/flow.hpp"
#include "store/mail_links.hpp"
#include <string>

namespace zugang::idp::account {

struct Registration {
    std::string email;         // trimmed, syntax checked
    std::string password_hash; // PHC string
};

/// Carries out a registration in one transaction and wakes the outbox.
void store_registration(Registration const& registration, session::Flow const& flow, Call const& call, Services& on);

/// Sends the flow's registration mail again: a new link with the same password, the old one being void.
void resend_registration(session::Flow const& flow, Call const& call, Services& on);

/// A new link in place of one that has expired, to the same address and with the same password.
void renew_link(store::MailLink const& expired, Call const& call, Services& on);

/// Whether the address was confirmed through a link of this flow. Stays false for an address that had an account
/// before, so that the page tells nothing about it.
[[nodiscard]] bool is_confirmed(session::Flow const& flow, Services& on);

} // namespace zugang::idp::account
