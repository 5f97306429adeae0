// factor_changes: taking back what was done to an account's second factors, for an owner who did not do it.
#pragma once
#include "store/connection.hpp"

namespace zugang::store::factor_changes {

struct Span {
    std::string account_id;
    Instant since; // the first change taken back is of this moment
    Instant until; // and the last one of the moment before this
};

struct Undone {
    std::int64_t removed = 0;   // added in that time, even the account's last one
    std::int64_t restored = 0;  // removed in that time, but there before
    bool codes_changed = false; // recovery codes made in that time are void, those before count again
};

/// Also voids what is not finished. Belongs into a transaction that holds the account's row.
[[nodiscard]] Undone undo(Connection& db, Span const& span, Instant now);

} // namespace zugang::store::factor_changes
