// The one place where codes of authenticator apps are compared. RFC 6238 §5.2: a code is accepted once.
#pragma once
#include "idp/session/proofs.hpp"
#include "idp/throttle/attempt.hpp"
#include "store/totp_factors.hpp"
#include "totp/drift.hpp"
#include <functional>
#include <optional>

namespace zugang::idp::session {

/// What a code at sign-in met; only `verified` carries a proof, and only `drifted` a drift.
struct TotpOutcome {
    enum class Kind { verified, already_used, drifted, wrong };
    Kind kind = Kind::wrong;
    std::optional<VerifiedTotp> proof = {};
    std::optional<totp::Drift> drift = {};
};

/// A code that fits an unfinished key; made by comparing alone.
class FirstCode {
    FirstCode(store::TotpFactor const& factor, std::int64_t step)
        : factor_id_(factor.id), account_id_(factor.account_id), step_(step)
    {
    }
    friend class TotpCheck;
    std::string factor_id_;
    std::string account_id_;
    std::int64_t step_;
};

/// What a code on the set-up page met: it fits, or it would at another time, or neither.
struct FirstCodeOutcome {
    std::optional<FirstCode> code = {};
    std::optional<totp::Drift> drift = {};
};

class TotpCheck {
public:
    explicit TotpCheck(Services& on) : on_(on) {}
    /// What goes with a code that is used up, in the same transaction.
    using Record = std::function<void(store::Connection& tx, VerifiedTotp const& proof)>;
    /// Tries the apps of the attempt's account, and uses the code up. `code` is what totp::read_code made of it. A code
    /// still to come is told as drift and burnt for its time: else the answer would tell a guesser what to send then.
    [[nodiscard]] TotpOutcome check(throttle::Attempt const& attempt, std::string_view code, Instant now,
                                    Record const& record);

    /// Compares with an unfinished key, whose tries the caller has counted. Nothing is used up.
    [[nodiscard]] FirstCodeOutcome compare(store::TotpFactor const& factor, std::string_view code, Instant now);
    struct Enrolment {
        FirstCode code;
        std::string name;
        Instant now;
        bool is_first = false; // the account must have no factor yet
    };
    /// What was compared becomes a factor of the account, and its first code is used up.
    [[nodiscard]] Result<VerifiedTotp, store::totp_factors::Confirmed> confirm(store::Connection& tx,
                                                                               Enrolment const& wanted);

private:
    [[nodiscard]] totp::Window window() const;
    struct Accepted {
        std::string account_id;
        std::string factor_id;
        std::int64_t step = 0;
        Instant now;
    };
    [[nodiscard]] std::optional<VerifiedTotp> use_up(Accepted const& code, Record const& record);
    Services& on_;
};

/// The unfinished factor's key as it is shown, or a factor's as it is compared.
[[nodiscard]] totp::Key totp_key(store::TotpFactor const& factor, Services& on);
/// A new unfinished one with a key of its own.
[[nodiscard]] store::TotpFactor make_totp_factor(std::string account_id, std::string flow_id, Instant expires_at,
                                                 Call const& call, Services& on);

} // namespace zugang::idp::session
