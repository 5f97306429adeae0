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

/// Made only where the answer of a passkey or security key was verified (idp/session/check_passkey).
class VerifiedPasskey {
public:
    [[nodiscard]] std::string const& account() const { return account_; }
    [[nodiscard]] std::string const& passkey_id() const { return passkey_id_; }
    /// Its holder was verified as well: both factors at once. Else it comes after the password.
    [[nodiscard]] bool is_both_factors() const { return is_both_factors_; }
    /// The key cannot leave its device.
    [[nodiscard]] bool is_hardware() const { return is_hardware_; }

private:
    VerifiedPasskey(std::string account, std::string passkey_id, bool is_both_factors, bool is_hardware)
        : account_(std::move(account)), passkey_id_(std::move(passkey_id)), is_both_factors_(is_both_factors),
          is_hardware_(is_hardware)
    {
    }
    friend class PasskeyCheck;
    std::string account_;
    std::string passkey_id_;
    bool is_both_factors_;
    bool is_hardware_;
};

} // namespace zugang::idp::session
