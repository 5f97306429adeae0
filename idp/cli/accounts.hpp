// Accounts: what the account commands share.
#pragma once
#include "store/accounts.hpp"
#include "store/persons.hpp"
#include <string>

namespace zugang::idp::cli {

/// The account of a username, e-mail address, customer number or sub. Throws Refused where none fits, or more than one.
[[nodiscard]] store::Account load_account(store::Connection& db, std::string_view who);
/// JSON without the password's hash. `name` is the person's; empty where there is no record.
[[nodiscard]] std::string account_to_json(store::Account const& account, std::optional<std::string> const& name);
/// How people call it: e-mail address, else username, else sub.
[[nodiscard]] std::string describe_account(store::Account const& account);

} // namespace zugang::idp::cli
