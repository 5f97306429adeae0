// factors: what an account's second factors have in common, whatever table each is in.
#pragma once
#include "store/connection.hpp"

namespace zugang::store::factors {

/// How long the owner may take a removal back.
inline constexpr Duration undo_time = std::chrono::hours{72};

/// Whoever counts an account's factors and then changes them comes one after the other: PostgreSQL would let two
/// removals each see the other's factor.
void wait_for_turn(Connection& db, std::string_view account_id);
/// Apps, passkeys and security keys that count.
[[nodiscard]] std::int64_t count(Connection& db, std::string_view account_id);

enum class Last { stays, may_go };
enum class Removed { yes, gone, is_last };
/// The factor no longer counts. The account's last one stays unless told otherwise, however many are removed at once.
[[nodiscard]] Removed remove(Connection& db, std::string_view id, std::string_view account_id, Last last, Instant now);
/// It counts again; once, within `undo_time`.
[[nodiscard]] bool restore(Connection& db, std::string_view id, Instant now);

} // namespace zugang::store::factors
