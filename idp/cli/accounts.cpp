#include "idp/cli/accounts.hpp"
#include "base/json.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"

namespace zugang::idp::cli {

store::Account load_account(store::Connection& db, std::string_view who)
{
    auto found = store::accounts::find_who(db, who);
    if (found.empty())
        throw Refused{"no account is called " + json_quote(who)};
    if (found.size() > 1)
        throw Refused{json_quote(who) + " fits " + std::to_string(found.size()) +
                      " accounts; name one by its sub (zugang account list)"};
    return std::move(found.front());
}

std::optional<store::Person> find_person(store::Connection& db, store::Account const& account)
{
    return account.customer_number ? store::persons::find(db, *account.customer_number) : std::nullopt;
}

std::string account_to_json(store::Account const& account, std::optional<store::Person> const& person)
{
    auto const record = person.value_or(store::Person{});
    return JsonObject{}
        .add("sub", account.id)
        .add_if("email", account.email)
        .add("email_verified", account.email_verified_at.has_value())
        .add_if("email_verified_at", optional_time(account.email_verified_at))
        .add_if("username", account.username)
        .add_if("customer_number", account.customer_number)
        .add_if("name", record.name)
        .add_if("address", record.address)
        .add_if("phone_number", record.phone_number)
        .add("has_password", account.password_hash.has_value())
        .add_if("password_changed_at", optional_time(account.password_changed_at))
        .add_if("minimum_acr", account.minimum_acr)
        .add("language", account.language)
        .add_if("terms_version", account.terms_version)
        .add_if("terms_accepted_at", optional_time(account.terms_accepted_at))
        .add("disabled", account.disabled_at.has_value())
        .add_if("disabled_at", optional_time(account.disabled_at))
        .add("created_at", to_rfc3339(account.created_at))
        .add("updated_at", to_rfc3339(account.updated_at))
        .str();
}

std::string describe_account(store::Account const& account)
{
    return account.email.value_or(account.username.value_or(account.id));
}

} // namespace zugang::idp::cli
