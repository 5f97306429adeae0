// The mail that tells a person their password was changed.
#pragma once
#include "idp/call/mail_queue.hpp"
#include "store/accounts.hpp"

namespace zugang::idp::account {

/// In the account's language, to its address.
[[nodiscard]] QueuedMail password_changed_notice(store::Account const& account, Instant now, Services& on);

} // namespace zugang::idp::account
