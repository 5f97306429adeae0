// Notices: mails that tell a person what happened to their account, each with a link for "that was not me" (72 hours,
// once): NIST SP 800-63B §4.6, ASVS 6.3.5 and 6.3.7.
#pragma once
#include "idp/call/client_queue.hpp"
#include "idp/call/services.hpp"
#include "idp/mail/mails.hpp"
#include "store/factors.hpp"
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::idp::notices {

using Kind = mail::NoticeKind;

/// How long somebody may say "that was not me".
constexpr std::chrono::hours not_me_lifetime{72};
/// At most one notice of many failures and one of a copied passkey in this time: whoever causes them on purpose must
/// not fill a mailbox.
constexpr std::chrono::hours notice_interval{24};

struct Notice {
    Kind kind = Kind::password_changed;
    std::string account_id;
    templates::Text what = {};    // factor_words(), the device's name or tr("…")
    std::string factor_id = {};   // what the link undoes, or empty
    std::uint64_t codes_left = 0; // of recovery_code_used
};

/// What writing a notice needs; the program's commands have it as well as its requests.
struct Tools {
    config::Config const& config;
    templates::Engine const& templates;
    QueueTools queue;
};

/// Writes the mail and its link in the transaction of what it tells; nothing for an account without a confirmed
/// address. Wake the outbox after the commit.
void queue(store::Connection& tx, Notice const& notice, Instant now, Services& on);
void queue(store::Connection& tx, Notice const& notice, Tools const& tools);

/// What mails and pages call a factor: „Passkey „Mein Telefon““; an app by its name alone.
[[nodiscard]] templates::Text factor_words(store::factors::Kind kind, std::string const& name);

/// As the store keeps it beside the link.
[[nodiscard]] std::string_view name_of(Kind kind);
[[nodiscard]] std::optional<Kind> find_kind(std::string_view name);

} // namespace zugang::idp::notices
