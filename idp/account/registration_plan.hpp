// RegistrationPlan: what a registration will do for an address, with its one mail rendered before the transaction, so
// that nothing slow happens inside it and known and unknown addresses cost the same.
#pragma once
#include "idp/call/call.hpp"
#include "idp/call/mail_queue.hpp"
#include "store/accounts.hpp"
#include "store/mail_links.hpp"
#include <optional>
#include <string>

namespace zugang::idp::account {

/// What the address's account, if any, means for a registration.
enum class Standing {
    none,        // no account
    unconfirmed, // registered, never confirmed
    known,       // an account, or one an operator made
};

struct RegistrationPlan {
    Standing standing = Standing::none;
    std::string account_id; // also of the account to be made
    std::string token;      // of the link
    QueuedMail queued;
};

[[nodiscard]] Standing standing_of(std::optional<store::Account> const& account);
[[nodiscard]] std::optional<store::Account> find_account(std::string const& email, Services& on);
/// `typed` is the address where there is no account.
[[nodiscard]] RegistrationPlan plan_registration(std::optional<store::Account> const& account, std::string const& typed,
                                                 Call const& call, Services& on);
/// A new link for an account whose address is not confirmed.
[[nodiscard]] RegistrationPlan plan_confirmation(store::Account const& account, Call const& call, Services& on);
/// The plan's link, without password, flow and browser.
[[nodiscard]] store::MailLink link_of(RegistrationPlan const& plan, Instant now);

} // namespace zugang::idp::account
