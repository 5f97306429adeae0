// recovery_codes and recovery_code_sets: ten codes of one use each; a new set voids the former one.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

/// The set that counts.
struct RecoveryCodeSet {
    std::string id; // "rcs_…"
    std::string account_id;
    std::string flow_id;               // the sign-in it was made in
    std::optional<Bytes> sealed_codes; // while the codes may be shown; place {"recovery_code_sets", "sealed_codes", id}
    Instant shown_until;
    Instant created_at;
    std::optional<Instant> kept_at = {}; // when the person confirmed having saved the codes
};

namespace recovery_codes {

/// Makes the set in place of `former`, the set the person was told of (empty: none), which is void from then on. False
/// where another one counts by now: a second click, a page reloaded late, or another window never voids codes unseen.
[[nodiscard]] bool create_set(Connection& db, RecoveryCodeSet const& set, std::string_view former,
                              std::vector<Bytes> const& code_hashes);
/// False where the account has no such set that counts.
[[nodiscard]] bool void_set(Connection& db, std::string_view account_id, std::string_view set_id, Instant now);
[[nodiscard]] std::optional<RecoveryCodeSet> find_set(Connection& db, std::string_view account_id);
[[nodiscard]] bool has_set(Connection& db, std::string_view account_id);
/// The person has saved the codes: they are never shown again. False where the set does not count any more.
[[nodiscard]] bool keep(Connection& db, std::string_view account_id, std::string_view set_id, Instant now);

[[nodiscard]] std::int64_t count_unused(Connection& db, std::string_view account_id);
/// Uses a code up: one conditional UPDATE … RETURNING. The code's name ("rcs_….3"); nothing where it does not count, or
/// was used.
[[nodiscard]] std::optional<std::string> redeem(Connection& db, std::string_view account_id, Bytes const& code_hash,
                                                Instant now);
enum class CodeState { unknown, open, used, voided };
/// Why `redeem` gave nothing.
[[nodiscard]] CodeState find_state(Connection& db, std::string_view account_id, Bytes const& code_hash);

/// Erases the texts of codes that were shown until before `before`.
std::int64_t erase_shown(Connection& db, Instant before);
/// Voided sets: kept a while, so that a code of an old list is recognised.
std::int64_t remove_voided(Connection& db, Instant before);

} // namespace recovery_codes
} // namespace zugang::store
