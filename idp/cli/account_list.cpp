#include "idp/cli/accounts.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/print.hpp"
#include <ostream>

namespace zugang::idp::cli {
namespace {

constexpr std::int64_t page_size = 500;

struct KnownAccount {
    store::Account account;
    std::optional<store::Person> person;
};

std::vector<KnownAccount> load_page(store::Database& database, std::string const& after)
{
    return database.read([&](store::Connection& db) {
        std::vector<KnownAccount> page;
        for (auto& account : store::accounts::list(db, after, page_size)) {
            auto person = find_person(db, account);
            page.push_back({std::move(account), std::move(person)});
        }
        return page;
    });
}

std::string describe_state(store::Account const& account)
{
    if (account.disabled_at)
        return "disabled";
    return account.email_verified_at ? "active" : "unconfirmed";
}

TableRow to_account_line(KnownAccount const& known)
{
    auto const& account = known.account;
    return {account.id,
            account.email.value_or(""),
            account.username.value_or(""),
            account.customer_number.value_or(""),
            describe_state(account),
            to_rfc3339(account.created_at)};
}

Fields to_account_fields(KnownAccount const& known)
{
    auto const& account = known.account;
    auto const record = known.person.value_or(store::Person{});
    return {{"sub", account.id},
            {"e-mail", account.email.value_or("")},
            {"confirmed", optional_time(account.email_verified_at).value_or("no")},
            {"username", account.username.value_or("")},
            {"customer number", account.customer_number.value_or("")},
            {"name", record.name.value_or("")},
            {"address", record.address.value_or("")},
            {"telephone", record.phone_number.value_or("")},
            {"password", account.password_hash ? "set" : "none"},
            {"password changed", optional_time(account.password_changed_at).value_or("")},
            {"sign-ins need", account.minimum_acr.value_or("")},
            {"language", account.language},
            {"terms", account.terms_version.value_or("")},
            {"terms accepted", optional_time(account.terms_accepted_at).value_or("")},
            {"state", describe_state(account)},
            {"disabled", optional_time(account.disabled_at).value_or("")},
            {"created", to_rfc3339(account.created_at)},
            {"changed", to_rfc3339(account.updated_at)}};
}

} // namespace

void account_list(Context& on)
{
    auto& database = on.database();
    std::vector<std::string> items;
    std::vector<TableRow> lines;
    for (std::string after;;) {
        auto const page = load_page(database, after);
        for (auto const& known : page) {
            if (on.json())
                items.push_back(account_to_json(known.account, known.person));
            else
                lines.push_back(to_account_line(known));
        }
        if (page.size() < static_cast<std::size_t>(page_size))
            break;
        after = page.back().account.id;
    }
    if (on.json())
        print_json_array(on.out(), items);
    else
        print_table(on.out(), {"SUB", "E-MAIL", "USERNAME", "CUSTOMER NUMBER", "STATE", "CREATED"}, lines);
}

void account_show(std::string const& who, Context& on)
{
    auto const known = on.database().read([&](store::Connection& db) {
        auto account = load_account(db, who);
        auto person = find_person(db, account);
        return KnownAccount{std::move(account), std::move(person)};
    });
    if (on.json())
        on.out() << account_to_json(known.account, known.person) << '\n';
    else
        print_fields(on.out(), to_account_fields(known));
}

} // namespace zugang::idp::cli
