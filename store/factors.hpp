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

enum class Kind { totp, passkey, security_key };
/// "totp", "passkey", "security_key"
[[nodiscard]] std::string_view name_of(Kind kind);

struct NamedFactor {
    std::string id;
    std::string account_id;
    Kind kind = Kind::totp;
    std::string name; // given by the person
    bool counts = false;
};
/// A finished one, removed or not: mails name those as well.
[[nodiscard]] std::optional<NamedFactor> find(Connection& db, std::string_view id);
/// False where it is not one of the account's that count.
[[nodiscard]] bool rename(Connection& db, std::string_view id, std::string_view account_id, std::string_view name);

enum class Last { stays, may_go };
enum class Removed { yes, gone, is_last };
/// The factor no longer counts. The account's last one stays unless told otherwise, however many are removed at once.
[[nodiscard]] Removed remove(Connection& db, std::string_view id, std::string_view account_id, Last last, Instant now);
/// A removed one does not come back.
void remove_for_good(Connection& db, std::string_view id, Instant now);
/// It counts again; once, within `undo_time`.
[[nodiscard]] bool restore(Connection& db, std::string_view id, Instant now);

} // namespace zugang::store::factors
