// Mails: every e-mail the product sends, as subject, text and HTML of the same content.
#pragma once
#include "base/clock.hpp"
#include "templates/engine.hpp"
#include <chrono>
#include <string>

namespace zugang::idp::mail {

struct Mail {
    std::string subject;
    std::string text; // plain text, lines end in \n
    std::string html; // a whole document without remote content
};

/// „Bestätigung Ihrer E-Mail-Adresse“, after a registration.
struct ConfirmEmailMail {
    std::string email;
    std::string link;         // absolute, carries the token
    std::string sign_in_link; // absolute
    std::chrono::milliseconds valid_for = std::chrono::hours{24};

    [[nodiscard]] Mail render(templates::Engine const& engine, templates::Language language) const;
};

/// „Zu dieser E-Mail-Adresse gibt es schon ein Konto“, after a registration with a known address.
struct AccountExistsMail {
    std::string email;
    std::string sign_in_link;
    std::string password_forgot_link;

    [[nodiscard]] Mail render(templates::Engine const& engine, templates::Language language) const;
};

struct PasswordResetMail {
    std::string username; // or address, as the person knows the account
    std::string link;     // absolute, carries the token
    std::chrono::milliseconds valid_for = std::chrono::hours{1};

    [[nodiscard]] Mail render(templates::Engine const& engine, templates::Language language) const;
};

/// For somebody whose device is to wait, because strangers guessed.
struct UnlockDeviceMail {
    std::string username; // or address, as the person knows the account
    std::string link;     // absolute, carries the token
    std::chrono::milliseconds valid_for = std::chrono::minutes{30};

    [[nodiscard]] Mail render(templates::Engine const& engine, templates::Language language) const;
};

struct UsernameReminderMail {
    std::string username;
    std::string sign_in_link;

    [[nodiscard]] Mail render(templates::Engine const& engine, templates::Language language) const;
};

enum class NoticeKind {
    factor_added,
    factor_removed,
    recovery_code_used,
    new_device,
    many_failures,
    password_changed,
    passkey_copied, // perhaps: its counter went back (WebAuthn L3 §6.1.1)
};

/// What a notice tells, in a few words that say nothing of a Jobcenter or a name: others may read over the shoulder.
[[nodiscard]] templates::Text subject_of(NoticeKind kind);

/// What happened to the account, and the way back for somebody who did not do it.
struct NoticeMail {
    NoticeKind kind = NoticeKind::password_changed;
    Instant at = {};
    templates::Text what = {};    // name of the factor or device; unused by the other kinds
    std::uint64_t codes_left = 0; // of recovery_code_used
    std::string not_me_link = {}; // absolute, carries the token
    std::chrono::milliseconds valid_for = std::chrono::hours{72};

    [[nodiscard]] Mail render(templates::Engine const& engine, templates::Language language) const;
};

/// For Engine's constructor.
[[nodiscard]] templates::Declarations declarations();

} // namespace zugang::idp::mail
