#include "idp/mint/claims.hpp"
#include "idp/oauth/claim_names.hpp"
#include "idp/oauth/scope.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::mint {
namespace {

struct PersonClaim {
    std::string_view name;
    void (*add)(JsonObject& json, std::string_view name, DescribedPerson const& person);
};

template <std::optional<std::string> store::Person::* member>
void add_of_record(JsonObject& json, std::string_view name, DescribedPerson const& person)
{
    if (person.record)
        json.add_if(name, (*person.record).*member);
}

template <auto member>
void add_of_account(JsonObject& json, std::string_view name, DescribedPerson const& person)
{
    json.add_if(name, person.account.*member);
}

void add_updated_at(JsonObject& json, std::string_view name, DescribedPerson const& person)
{
    json.add(name, to_seconds(person.account.updated_at));
}

void add_email_verified(JsonObject& json, std::string_view name, DescribedPerson const& person)
{
    if (person.account.email)
        json.add(name, person.account.email_verified_at.has_value());
}

/// The agency writes numbers down as people tell them; nobody has rung one up to see whose it is.
void add_phone_number_verified(JsonObject& json, std::string_view name, DescribedPerson const& person)
{
    if (person.record && !person.record->phone_number.value_or("").empty())
        json.add(name, false);
}

/// An object (OIDC Core §5.1.1). The record has the lines of an envelope, which tell no street from a house number.
void add_address(JsonObject& json, std::string_view name, DescribedPerson const& person)
{
    if (person.record && !person.record->address.value_or("").empty())
        json.add_raw(name, JsonObject{}.add("formatted", *person.record->address).str());
}

void add_activated(JsonObject& json, std::string_view name, DescribedPerson const& person)
{
    json.add(name, person.account.customer_number.has_value());
}

constexpr auto person_claims = std::to_array<PersonClaim>({
    {"name", add_of_record<&store::Person::name>},
    {"given_name", add_of_record<&store::Person::given_name>},
    {"family_name", add_of_record<&store::Person::family_name>},
    {"birthdate", add_of_record<&store::Person::birth_date>},
    {"preferred_username", add_of_account<&store::Account::username>},
    {"locale", add_of_account<&store::Account::language>},
    {"updated_at", add_updated_at},
    {"email", add_of_account<&store::Account::email>},
    {"email_verified", add_email_verified},
    {"phone_number", add_of_record<&store::Person::phone_number>},
    {"phone_number_verified", add_phone_number_verified},
    {"address", add_address},
    {"customer_number", add_of_account<&store::Account::customer_number>},
    {"activated", add_activated},
    {"office", add_of_record<&store::Person::office>},
});

} // namespace

std::optional<DescribedPerson> find_described_person(store::Connection& db, std::string_view account_id)
{
    auto account = store::accounts::find(db, account_id);
    if (!account)
        return std::nullopt;
    auto record = account->customer_number ? store::persons::find(db, *account->customer_number) : std::nullopt;
    return DescribedPerson{std::move(*account), std::move(record)};
}

WantedClaims wanted_claims(std::vector<std::string> const& scope, std::vector<oauth::ClaimRequest> const& asked)
{
    WantedClaims wanted;
    for (auto const& claim : oauth::claim_names()) {
        auto const is_about_person = claim.name != "sub" && !claim.scope.empty();
        if (is_about_person && (oauth::has_word(scope, claim.scope) || oauth::find_claim(asked, claim.name) != nullptr))
            wanted.push_back(claim.name);
    }
    return wanted;
}

void add_claims(JsonObject& json, WantedClaims const& wanted, DescribedPerson const& person)
{
    for (auto const& claim : person_claims) {
        if (std::ranges::find(wanted, claim.name) != wanted.end())
            claim.add(json, claim.name, person);
    }
}

} // namespace zugang::idp::mint
