// Proofs: what a step has verified, each made by one class alone. Evidence is built from them, so a step that forgot
// its check does not compile.
#pragma once
#include <string>

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

/// Made only where a code of an authenticator app was accepted and used up (idp/session/check_totp).
class VerifiedTotp {
public:
    [[nodiscard]] std::string const& account() const { return account_; }
    [[nodiscard]] std::string const& factor_id() const { return factor_id_; }

private:
    VerifiedTotp(std::string account, std::string factor_id)
        : account_(std::move(account)), factor_id_(std::move(factor_id))
    {
    }
    friend class TotpCheck;
    std::string account_;
    std::string factor_id_;
};

/// Made only where a recovery code was used up (idp/session/check_recovery_code).
class VerifiedRecoveryCode {
public:
    [[nodiscard]] std::string const& account() const { return account_; }
    [[nodiscard]] std::string const& code_id() const { return code_id_; }

private:
    VerifiedRecoveryCode(std::string account, std::string code_id)
        : account_(std::move(account)), code_id_(std::move(code_id))
    {
    }
    friend class RecoveryCodeCheck;
    std::string account_;
    std::string code_id_;
};

} // namespace zugang::idp::session
