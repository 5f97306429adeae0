// Claims about a person (OIDC Core §5.1, §5.4): which scope word opens which claim. No nulls, no empty strings.
#pragma once
#include "base/json.hpp"
#include "store/accounts.hpp"
#include "store/persons.hpp"

namespace zugang::idp::mint {

/// Adds sub and the claims of the scope words. `person` is the agency's record, where the account is joined to one.
void add_claims(JsonObject& json, std::vector<std::string> const& scope, store::Account const& account,
                std::optional<store::Person> const& person);

} // namespace zugang::idp::mint
