// accounts: who can sign in. One row per person's account; `id` is the OpenID Connect `sub`.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct Account {
    std::string id;
    std::optional<std::string> email; // as typed
    std::optional<Instant> email_verified_at;
    std::optional<std::string> username;
    std::optional<std::string> customer_number;
    std::optional<Bytes> password_hash; // sealed PHC string, place {"accounts", "password_hash", id}
    std::optional<Instant> password_changed_at;
    std::string language; // BCP 47 tag
    std::optional<std::string> terms_version;
    std::optional<Instant> terms_accepted_at;
    std::optional<Instant> disabled_at;
    std::optional<std::string> minimum_acr;                  // what an operator demands of this account's sign-ins
    std::optional<Instant> notice_put_off_until;             // the security notice was put off
    std::optional<Instant> passkey_offer_put_off_until = {}; // nobody offers a passkey in passing until then
    Instant created_at;
    Instant updated_at;
};

namespace accounts {

/// False where the e-mail address or username (compared folded, also one against the other), or the customer number, is
/// taken.
[[nodiscard]] bool insert(Connection& db, Account const& account);
[[nodiscard]] std::optional<Account> find(Connection& db, std::string_view id);
/// By folded e-mail address, verified or not.
[[nodiscard]] std::optional<Account> find_by_email(Connection& db, std::string_view email);
/// For sign-in: a verified e-mail address first, then a username, then an unverified address. `name` as typed.
[[nodiscard]] std::optional<Account> find_by_login_name(Connection& db, std::string_view name);
/// WHO of the CLI: every account whose username, e-mail address, customer number or id it is (more than one: refuse).
[[nodiscard]] std::vector<Account> find_who(Connection& db, std::string_view who);
/// Ordered by creation, `after` an id of the former page or empty.
[[nodiscard]] std::vector<Account> list(Connection& db, std::string_view after, std::int64_t limit);
/// Holds the row until the transaction ends, so that whatever changes it waits. False where the account is gone, is
/// disabled, or has got another password after `since`: what was proved then counts no more.
[[nodiscard]] bool hold(Connection& db, std::string_view id, Instant since);
/// The same password under other parameters: false where the hash is no longer `former`.
[[nodiscard]] bool replace_hash(Connection& db, std::string_view id, Bytes const& former, Bytes const& sealed_hash);
/// False where the account is gone.
[[nodiscard]] bool set_password(Connection& db, std::string_view id, Bytes const& sealed_hash, Instant now);
/// No password opens the account until another is set, and what was proved with the old one counts no more.
[[nodiscard]] bool clear_password(Connection& db, std::string_view id, Instant now);
[[nodiscard]] bool set_email_verified(Connection& db, std::string_view id, Instant now);
[[nodiscard]] bool set_language(Connection& db, std::string_view id, std::string_view language, Instant now);
/// The terms accepted with a later registration of an address not confirmed yet.
void set_terms(Connection& db, std::string_view id, std::string_view version, Instant now);
/// `at` empty enables again.
[[nodiscard]] bool set_disabled(Connection& db, std::string_view id, std::optional<Instant> at, Instant now);
/// `acr` empty: no more than the server's policy.
[[nodiscard]] bool set_minimum_acr(Connection& db, std::string_view id, std::optional<std::string> const& acr,
                                   Instant now);
/// True for the account's very first sign-in, once.
[[nodiscard]] bool mark_first_sign_in(Connection& db, std::string_view id, Instant now);
void put_off_notice(Connection& db, std::string_view id, Instant until);
void put_off_passkey_offer(Connection& db, std::string_view id, Instant until);
[[nodiscard]] bool remove(Connection& db, std::string_view id);
/// Registrations never confirmed whose newest link ended before `before`; returns how many went.
std::int64_t remove_unconfirmed(Connection& db, Instant before);

} // namespace accounts
} // namespace zugang::store
