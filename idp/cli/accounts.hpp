// Accounts: what the account commands share.
#pragma once
#include "store/accounts.hpp"
#include "store/persons.hpp"
#include <string>

namespace zugang::idp::cli {

/// The account of a username, e-mail address, customer number or sub. Throws Refused where none fits, or more than one.
[[nodiscard]] store::Account load_account(store::Connection& db, std::string_view who);
/// The agency's record of the account's customer number, where it has one.
[[nodiscard]] std::optional<store::Person> find_person(store::Connection& db, store::Account const& account);
/// JSON without the password's hash, with the person's name, address and telephone number.
[[nodiscard]] std::string account_to_json(store::Account const& account, std::optional<store::Person> const& person);
/// How people call it: e-mail address, else username, else sub.
[[nodiscard]] std::string describe_account(store::Account const& account);

} // namespace zugang::idp::cli
