// next_step: what a sign-in still needs. A pure function over request, policy, account, session and evidence; steps
// only return to it.
//
//   create_account ─┐              ┌─► prove_factor ──┐
//   choose_account ─┼─► sign_in ───┼─► prove_passkey ─┼─► new_password ─► keep_recovery_codes ─► upgrade_passkey
//                   │      ▲       └─► choose_factor ─┘                                       ─► consent ─► done
//                   └──────┴── what the session has proved, and still counts, is not asked again
#pragma once
#include "idp/session/demands.hpp"
#include <optional>
#include <string>
#include <vector>

namespace zugang::idp::session {

enum class Step {
    create_account,
    choose_account,
    sign_in,
    prove_factor,  // the second factor the account has
    prove_passkey, // the same where a passkey or security key is to be used: it has nothing else, or no less is enough
    choose_factor, // the security notice: the account has none, or none that is enough
    new_password,
    keep_recovery_codes,
    upgrade_passkey, // the browser may make a passkey by itself
    consent,
    done
};

/// The browser's session, as far as the decision needs it.
struct SessionView {
    std::string account;
    EvidenceList evidence;
    Instant created_at;
};

/// What the decision needs to know of the account that the sign-in is about.
struct AccountView {
    oauth::Level minimum = oauth::Level::none;       // an operator's demand
    bool has_apps = false;                           // authenticator apps
    bool has_passkeys = false;                       // not security keys
    oauth::Level passkey_level = oauth::Level::none; // what the strongest passkey or security key can show
    bool has_recovery_codes = true;                  // unused ones
    bool notice_is_put_off = false;
    bool passkey_offer_is_put_off = false;

    [[nodiscard]] bool has_factor() const { return has_apps || passkey_level != oauth::Level::none; }
};

/// What the server, or the own page that a sign-in leads to, demands.
struct Policy {
    oauth::Level minimum = oauth::Level::password;
    bool recommends_factor = false;                // the notice is shown, and may be put off
    bool offers_passkeys = false;                  // in passing, after a sign-in with password
    std::optional<Duration> own_page_max_age = {}; // of a sign-in without a client, counted back from its beginning
};

struct SignInState {
    std::string flow;                                   // its id; empty while none is stored
    std::optional<oauth::AuthorizationRequest> request; // nothing: a sign-in to this server's own pages
    Policy policy;
    std::optional<SessionView> session;
    EvidenceList evidence;                         // of this sign-in
    std::vector<std::string> wrong_accounts;       // of session and evidence: not the person the request is about
    std::optional<AccountView> account;            // of subject_of
    std::optional<std::string> remembered_consent; // consent words that account allowed this client
    Instant started_at;
    Instant now;
};

/// How old the password's proof may be when the first factor is set up (NIST SP 800-63B-4: 20 minutes).
constexpr Duration enrolment_max_age = std::chrono::minutes{20};
/// And every proof, when factors are changed (ASVS 7.5.1).
constexpr Duration change_max_age = std::chrono::minutes{5};

/// The accounts that session and evidence speak of, each once.
[[nodiscard]] std::vector<std::string> accounts_in(SignInState const& state);
/// Whom the sign-in is about: the newest password or passkey of this sign-in decides, else the session. A wrong one is
/// no answer.
[[nodiscard]] std::optional<std::string> subject_of(SignInState const& state);
/// The subject's proofs, of this sign-in and of the session, that count for this request.
[[nodiscard]] EvidenceList counting(SignInState const& state);
/// The least a session of the subject must rest on, whatever the request asks.
[[nodiscard]] oauth::Level session_minimum(SignInState const& state);
/// The level that this sign-in is to reach: what is needed, and what is wished unless the person put that off.
[[nodiscard]] oauth::Level sought_level(SignInState const& state);
/// What this sign-in cannot do without.
[[nodiscard]] oauth::Level needed_level(SignInState const& state);
[[nodiscard]] Step next_step(SignInState const& state);
/// Whether what is asked for may be put off: only a wish of the client or a recommendation stands behind it.
[[nodiscard]] bool may_put_off(SignInState const& state);

} // namespace zugang::idp::session
