// Evidence: what a sign-in has proved, by which method, for whom, when. A step can only append; nothing sets "success".
// What was proved in one sign-in is one event, whose time is that of its last proof.
#pragma once
#include "base/clock.hpp"
#include "idp/oauth/level.hpp"
#include "idp/session/proofs.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::idp::session {

enum class Method {
    // proofs of the first factor
    password,       // amr pwd
    known_password, // a right password that everybody guesses first: it must be changed, and proves nothing till then
    // proof of both at once
    passkey, // amr hwk or swk, pop, user, mfa
    // proofs of the second factor
    totp,          // amr otp
    recovery_code, // amr otp
    security_key,  // amr hwk or swk, pop, user
    // what the person did; proves nothing by itself
    enrolled,            // set up a factor in this sign-in
    recovery_codes_kept, // has seen to the recovery codes, or put them off
    put_off,             // put the security notice, or what the client wishes, off
    upgrade_possible,    // typed a password in a browser that can make a passkey by itself (mediation "conditional")
    upgrade_settled,     // was offered that, whatever came of it
    chosen_account,      // chose to go on as the account signed in
    consent,             // allowed the client its scope in this sign-in
};

struct Evidence {
    Method method;
    std::string account;
    std::string credential; // which factor; empty for a password
    std::string flow;       // the sign-in it was proved in
    Instant at;
    bool hardware = false; // of passkey and security_key: the key cannot leave its device

    [[nodiscard]] bool operator==(Evidence const&) const = default;
    [[nodiscard]] static Evidence password(VerifiedPassword const& proof, std::string flow, Instant now);
    [[nodiscard]] static Evidence known_password(VerifiedPassword const& proof, std::string flow, Instant now);
    [[nodiscard]] static Evidence totp(VerifiedTotp const& proof, std::string flow, Instant now);
    [[nodiscard]] static Evidence recovery_code(VerifiedRecoveryCode const& proof, std::string flow, Instant now);
    [[nodiscard]] static Evidence passkey(VerifiedPasskey const& proof, std::string flow, Instant now);
    /// One that proves nothing. Throws std::logic_error for a method that does.
    [[nodiscard]] static Evidence deed(Method method, std::string account, std::string flow, Instant now);
};

using EvidenceList = std::vector<Evidence>;

/// [{"method":"password","account":…,"at":ms,…},…]
[[nodiscard]] std::string to_json(EvidenceList const& list);
/// Throws std::logic_error for a record this program did not write.
[[nodiscard]] EvidenceList evidence_from_json(std::string_view json);

[[nodiscard]] bool proves_first_factor(Method method);
[[nodiscard]] bool proves_second_factor(Method method);
/// The account's proofs alone: what a session or a grant keeps.
[[nodiscard]] EvidenceList proofs_of(std::string_view account, EvidenceList const& list);
/// When the event that this proof belongs to was complete.
[[nodiscard]] Instant event_time(Evidence const& proof, EvidenceList const& list);
/// When the account's password or passkey was last proved; a password changed later makes the list worthless.
[[nodiscard]] std::optional<Instant> first_factor_proved_at(EvidenceList const& list, std::string_view account);

/// What the list proves of the account.
[[nodiscard]] oauth::Level level_of(EvidenceList const& list, std::string_view account);
/// The oldest of the events that level rests on, each factor by its newest; nothing for oauth::Level::none. So a second
/// factor proved hours after the password never makes the whole sign-in look new.
[[nodiscard]] std::optional<Instant> authenticated_at(EvidenceList const& list, std::string_view account);
/// Authentication methods of RFC 8176 that the evidence shows: "pwd", "otp", "hwk", "swk", "pop", "user", "mfa".
[[nodiscard]] std::vector<std::string> amr(EvidenceList const& list);

} // namespace zugang::idp::session
