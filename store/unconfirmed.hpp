// What an unconfirmed registration is, for the statements that remove it and those that keep its links until then.
#pragma once
#include "store/sql_text.hpp"

namespace zugang::store {

/// A condition on `accounts`. The password of a registration comes with its confirmation; an account made by the
/// agency has a username or customer number, and one in use has a password: these are never taken for one.
inline constexpr SqlText account_is_unconfirmed{
    "(accounts.email_verified_at IS NULL AND accounts.password_hash IS NULL AND accounts.username IS NULL"
    " AND accounts.customer_number IS NULL)"};

} // namespace zugang::store
