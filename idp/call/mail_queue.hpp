// Mail goes into the outbox in the request's own transaction and is sent later: no handler waits for a mail server.
#pragma once
#include "idp/call/client_queue.hpp"
#include "idp/call/services.hpp"
#include "idp/mail/mails.hpp"
#include "store/connection.hpp"
#include <string>

namespace zugang::idp {

/// Kind of the outbox rows that are only marked as done.
constexpr std::string_view blank_kind = "blank";

/// Mails to one address are counted apart by who causes them: what anybody can ask for must not use up what tells the
/// owner of an attack, or lets them in past it.
enum class MailBudget {
    asked,  // confirmation, reset, username
    unlock, // the link that lets a browser in
    notice, // what happened to the account: beyond the limits
};

struct QueuedMail { // what the outbox's payload holds, but for the budget
    std::string recipient;
    mail::Mail mail;
    MailBudget budget = MailBudget::asked;
};

/// Key of an address in the outbox: counts mails without telling whose.
[[nodiscard]] Bytes recipient_key(std::string_view address, Services& on, MailBudget budget = MailBudget::asked);
/// Call `on.wake_outbox()` after the transaction has been committed.
void queue_mail(store::Connection& tx, QueuedMail const& queued, Services& on, Instant now);
/// The same for the program's commands: a running server sends it.
void queue_mail(store::Connection& tx, QueuedMail const& queued, QueueTools const& tools);
/// A row of the same shape and cost that is never sent: written where there is nothing to say, so that neither the
/// answer nor its time tells whether an address has an account. Counts towards nobody's limit.
void queue_blank(store::Connection& tx, QueuedMail const& queued, Services& on, Instant now);
/// Mails that somebody asked for, and blanks, to this address since `since`.
[[nodiscard]] std::int64_t count_queued(store::Connection& db, std::string_view address, Instant since, Services& on);
/// Whether one more mail to this address stays within limits.mails_per_hour_and_address and mails_per_day_and_address
/// of its budget.
[[nodiscard]] bool may_mail(store::Connection& tx, std::string_view address, Services& on, Instant now,
                            MailBudget budget = MailBudget::asked);
/// Payload of an outbox row: JSON, before sealing.
[[nodiscard]] std::string to_payload(QueuedMail const& queued);
[[nodiscard]] std::optional<QueuedMail> from_payload(std::string_view payload);

} // namespace zugang::idp
