// totp_factors: authenticator apps of accounts, and the step of each that only moves forward.
// RFC 6238 §5.2: a code is accepted once.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct TotpFactor {
    std::string id; // "fct_…"
    std::string account_id;
    std::string flow_id;         // the sign-in it is set up in; an account has at most one from each
    std::string name;            // given by the person, never empty once confirmed
    Bytes secret;                // sealed, place {"totp_factors", "secret", id}
    std::string algorithm;       // "SHA1" or "SHA256"
    std::int64_t tries = 0;      // codes compared before it was confirmed
    std::int64_t last_step = -1; // of the last code accepted
    Instant created_at;
    std::optional<Instant> confirmed_at;
    std::optional<Instant> last_used_at;
    std::optional<Instant> removed_at;
    std::optional<Instant> expires_at; // of an unfinished one; of a removed one until when it can come back

    /// Confirmed and not removed.
    [[nodiscard]] bool counts() const { return confirmed_at && !removed_at; }
};

namespace totp_factors {

/// Inserts an unfinished one unless its flow and account have one already, and returns the one they have.
[[nodiscard]] TotpFactor insert_once(Connection& db, TotpFactor const& factor);
/// Voids the unfinished one of its flow and account, and inserts this one. False where theirs is confirmed.
[[nodiscard]] bool start_over(Connection& db, TotpFactor const& factor);
[[nodiscard]] std::optional<TotpFactor> find(Connection& db, std::string_view id);
[[nodiscard]] std::optional<TotpFactor> find_of_flow(Connection& db, std::string_view flow_id,
                                                     std::string_view account_id);
/// Those that count, the oldest first.
[[nodiscard]] std::vector<TotpFactor> list_confirmed(Connection& db, std::string_view account_id);
[[nodiscard]] std::int64_t count_confirmed(Connection& db, std::string_view account_id);

/// Counts a code to be compared with an unfinished key. False after `most`: nothing is compared then.
[[nodiscard]] bool reserve_try(Connection& db, std::string_view id, std::int64_t most, Instant now);

struct Confirmation {
    std::string id;
    std::int64_t step = 0; // of the code it is confirmed with, which is used up by that
    std::string name;
    std::int64_t most = 0; // factors of one account
    bool is_first = false; // the account must have none: only then was the password alone enough to set one up
};
enum class Confirmed { yes, gone, too_many };
/// Once. `gone` where it is confirmed already, was started over, is too old, or is not the first it must be.
[[nodiscard]] Confirmed confirm(Connection& db, Confirmation const& confirmation, Instant now);

/// Accepts the code of a step: once, only forward, and no burnt step.
[[nodiscard]] bool advance(Connection& db, std::string_view id, std::int64_t step, Instant now);
/// Its code is refused when the time of the step comes; remembered until `until`.
void burn(Connection& db, std::string_view id, std::int64_t step, Instant until);

/// False where it is not one of the account's that count.
[[nodiscard]] bool rename(Connection& db, std::string_view id, std::string_view account_id, std::string_view name);
/// Unfinished ones, removed ones that cannot come back, and burnt steps whose time is over.
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace totp_factors
} // namespace zugang::store
