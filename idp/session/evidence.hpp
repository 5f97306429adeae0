// Evidence: what a sign-in has proved, by which method, for whom, when. A step can only append; nothing sets "success".
#pragma once
#include "base/clock.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::idp::session {

/// Made only where a password was compared (idp/session/check_password) and fitted.
class VerifiedPassword {
public:
    [[nodiscard]] std::string const& account() const { return account_; }

private:
    explicit VerifiedPassword(std::string account) : account_(std::move(account)) {}
    friend class PasswordCheck;
    std::string account_;
};

enum class Method {
    password,       // amr pwd
    known_password, // a right password that everybody guesses first: it must be changed, and proves nothing till then
    chosen_account, // the person chose to go on as the account signed in; proves nothing by itself
    consent,        // allowed the client its scope in this sign-in
};

struct Evidence {
    Method method;
    std::string account;
    Instant at;

    [[nodiscard]] static Evidence password(VerifiedPassword const& proof, Instant now);
    [[nodiscard]] static Evidence known_password(VerifiedPassword const& proof, Instant now);
    [[nodiscard]] static Evidence chosen_account(std::string account, Instant now);
    [[nodiscard]] static Evidence consent(std::string account, Instant now);
};

using EvidenceList = std::vector<Evidence>;

/// [{"method":"password","account":…,"at":ms},…]
[[nodiscard]] std::string to_json(EvidenceList const& list);
/// Throws std::logic_error for a record this program did not write.
[[nodiscard]] EvidenceList evidence_from_json(std::string_view json);

/// The newest proof of an authentication method for the account.
[[nodiscard]] std::optional<Instant> authenticated_at(EvidenceList const& list, std::string_view account);
/// Authentication methods of RFC 8176 that the evidence shows: "pwd".
[[nodiscard]] std::vector<std::string> amr(EvidenceList const& list);
/// urn:zugang:acr:password where a password was proved.
[[nodiscard]] std::string acr(EvidenceList const& list);

} // namespace zugang::idp::session
