#include "idp/session/check_recovery_code.hpp"
#include "idp/notices/notices.hpp"

namespace zugang::idp::session {
namespace {

using Kind = RecoveryCodeOutcome::Kind;

Kind kind_of(store::recovery_codes::CodeState state)
{
    switch (state) {
    case store::recovery_codes::CodeState::unknown:
        return Kind::unknown;
    case store::recovery_codes::CodeState::voided:
        return Kind::voided;
    case store::recovery_codes::CodeState::open: // used at this moment, by another request
    case store::recovery_codes::CodeState::used:
        return Kind::used;
    }
    return Kind::unknown;
}

} // namespace

RecoveryCodeOutcome RecoveryCodeCheck::check(throttle::Attempt const& attempt, codes::Code const& code, Instant now,
                                             Record const& record)
{
    auto const& account_id = attempt.account_id();
    auto const hash = recovery_code_hash(account_id, code, on_);
    auto outcome = on_.database.write([&](store::Connection& tx) -> RecoveryCodeOutcome {
        auto const code_id = store::recovery_codes::redeem(tx, account_id, hash, now);
        if (!code_id)
            return {kind_of(store::recovery_codes::find_state(tx, account_id, hash))};
        auto const left = static_cast<std::uint64_t>(store::recovery_codes::count_unused(tx, account_id));
        notices::Notice notice{notices::Kind::recovery_code_used, account_id};
        notice.codes_left = left;
        notices::queue(tx, notice, now, on_);
        VerifiedRecoveryCode proof{account_id, *code_id};
        record(tx, proof);
        return {Kind::verified, std::move(proof), left};
    });
    if (outcome.proof)
        on_.wake_outbox();
    return outcome;
}

Bytes recovery_code_hash(std::string_view account_id, codes::Code const& code, Services& on)
{
    Secret const message{std::string{account_id} + "\n" + std::string{code.symbols()}};
    return on.sealer.keyed_hash("recovery code", message.reveal());
}

} // namespace zugang::idp::session
