#include "idp/mint/claims.hpp"
#include "idp/oauth/scope.hpp"

namespace zugang::idp::mint {
namespace {

void add_profile(JsonObject& json, store::Account const& account, std::optional<store::Person> const& person)
{
    if (person) {
        json.add_if("name", person->name);
        json.add_if("given_name", person->given_name);
        json.add_if("family_name", person->family_name);
        json.add_if("birthdate", person->birth_date);
    }
    json.add_if("preferred_username", account.username);
    json.add_if("locale", account.language);
    json.add("updated_at", to_seconds(account.updated_at));
}

void add_email(JsonObject& json, store::Account const& account)
{
    if (!account.email)
        return;
    json.add("email", *account.email);
    json.add("email_verified", account.email_verified_at.has_value());
}

void add_customer(JsonObject& json, store::Account const& account, std::optional<store::Person> const& person)
{
    json.add_if("customer_number", account.customer_number);
    json.add("activated", account.customer_number.has_value());
    if (person)
        json.add_if("office", person->office);
}

} // namespace

void add_claims(JsonObject& json, std::vector<std::string> const& scope, store::Account const& account,
                std::optional<store::Person> const& person)
{
    json.add("sub", account.id);
    if (oauth::has_word(scope, "profile"))
        add_profile(json, account, person);
    if (oauth::has_word(scope, "email"))
        add_email(json, account);
    if (oauth::has_word(scope, "customer"))
        add_customer(json, account, person);
}

} // namespace zugang::idp::mint
