// The one place where recovery codes are compared and used up: each once (NIST SP 800-63B §3.1.2, look-up secrets).
#pragma once
#include "codes/code.hpp"
#include "idp/session/proofs.hpp"
#include "idp/throttle/attempt.hpp"
#include "store/recovery_codes.hpp"
#include <optional>

namespace zugang::idp::session {

/// What a code met; only `verified` carries a proof.
struct RecoveryCodeOutcome {
    enum class Kind { verified, used, voided, unknown };
    Kind kind = Kind::unknown;
    std::optional<VerifiedRecoveryCode> proof = {};
    std::uint64_t left = 0; // unused ones after this
};

class RecoveryCodeCheck {
public:
    explicit RecoveryCodeCheck(Services& on) : on_(on) {}
    /// What goes with a code that is used up, in the same transaction.
    using Record = std::function<void(store::Connection& tx, VerifiedRecoveryCode const& proof)>;
    /// Uses the code up, tells its owner by mail and records the proof, in one transaction. A slip of the pen is no
    /// codes::Code, so it costs no attempt.
    [[nodiscard]] RecoveryCodeOutcome check(throttle::Attempt const& attempt, codes::Code const& code, Instant now,
                                            Record const& record);

private:
    Services& on_;
};

/// What stands in the store: hashed with a key of this server, another hash for each account.
[[nodiscard]] Bytes recovery_code_hash(std::string_view account_id, codes::Code const& code, Services& on);

} // namespace zugang::idp::session
