// Claims about a person (OIDC Core §5.1, §5.4, §5.5): which scope word or claims request opens which claim. No nulls,
// no empty strings.
#pragma once
#include "base/json.hpp"
#include "idp/oauth/claims_request.hpp"
#include "store/accounts.hpp"
#include "store/persons.hpp"

namespace zugang::idp::mint {

/// A person as this server can describe them.
struct DescribedPerson {
    store::Account account;
    std::optional<store::Person> record; // the agency's, where the account is joined to one
};
[[nodiscard]] std::optional<DescribedPerson> find_described_person(store::Connection& db, std::string_view account_id);

/// Names of claims, each once, in the order of oauth::claim_names.
using WantedClaims = std::vector<std::string_view>;
/// Those about the person that the scope words open, and those asked for by name. `sub` is not among them: it is always
/// there, and depends on the client.
[[nodiscard]] WantedClaims wanted_claims(std::vector<std::string> const& scope,
                                         std::vector<oauth::ClaimRequest> const& asked);
void add_claims(JsonObject& json, WantedClaims const& wanted, DescribedPerson const& person);

} // namespace zugang::idp::mint
