// The one place where a password is compared. Known and unknown accounts cost the same work and get the same answer.
#pragma once
#include "base/secret.hpp"
#include "idp/call/call.hpp"
#include "idp/session/evidence.hpp"
#include "idp/throttle/attempt.hpp"
#include "store/accounts.hpp"

namespace zugang::idp::session {

/// What a right password met; only `verified` carries a proof.
struct PasswordOutcome {
    enum class Kind { wrong, unconfirmed, disabled, verified };
    Kind kind = Kind::wrong;
    std::optional<VerifiedPassword> proof;
    std::optional<store::Account> account; // with every kind but `wrong`
};

class PasswordCheck {
public:
    explicit PasswordCheck(Services& on) : on_(on) {}
    /// Of the name the attempt was reserved for, an e-mail address or a username. Rehashes after a change of
    /// parameters.
    [[nodiscard]] PasswordOutcome check(throttle::Attempt const& attempt, Secret const& password);

    struct Replacement {
        std::string account_id;
        Instant proved_at; // when the old password was proved
        Bytes sealed_hash; // from hash_password
        Instant now;
    };
    /// Sets the new password of somebody who proved the old one in this sign-in; the new one is thereby proved as well.
    /// Ends every session and grant that rests on the old one. Nothing where the account is gone, disabled, or has got
    /// another password since: an old proof must not undo the owner's own change.
    [[nodiscard]] std::optional<VerifiedPassword> replace(store::Connection& tx, Replacement const& wanted);

private:
    Services& on_;
};

/// PHC string of a new password, sealed for the account's row. Slow: belongs on the hash lane.
[[nodiscard]] Bytes hash_password(Secret const& password, std::string_view account_id, Services& on);

} // namespace zugang::idp::session
