#include "idp/cli/accounts.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/print.hpp"
#include <ostream>

namespace zugang::idp::cli {
namespace {

constexpr std::int64_t page_size = 500;

std::optional<std::string> find_name(store::Connection& db, store::Account const& account)
{
    auto const person = account.customer_number ? store::persons::find(db, *account.customer_number) : std::nullopt;
    return person ? person->name : std::nullopt;
}

struct NamedAccount {
    store::Account account;
    std::optional<std::string> name;
};

std::vector<NamedAccount> load_page(store::Database& database, std::string const& after)
{
    return database.read([&](store::Connection& db) {
        std::vector<NamedAccount> page;
        for (auto& account : store::accounts::list(db, after, page_size)) {
            auto name = find_name(db, account);
            page.push_back({std::move(account), std::move(name)});
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

TableRow to_account_line(NamedAccount const& named)
{
    auto const& account = named.account;
    return {account.id,
            account.email.value_or(""),
            account.username.value_or(""),
            account.customer_number.value_or(""),
            describe_state(account),
            to_rfc3339(account.created_at)};
}

Fields to_account_fields(NamedAccount const& named)
{
    auto const& account = named.account;
    return {{"sub", account.id},
            {"e-mail", account.email.value_or("")},
            {"confirmed", optional_time(account.email_verified_at).value_or("no")},
            {"username", account.username.value_or("")},
            {"customer number", account.customer_number.value_or("")},
            {"name", named.name.value_or("")},
            {"password", account.password_hash ? "set" : "none"},
            {"password changed", optional_time(account.password_changed_at).value_or("")},
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
        for (auto const& named : page) {
            if (on.json())
                items.push_back(account_to_json(named.account, named.name));
            else
                lines.push_back(to_account_line(named));
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
    auto const named = on.database().read([&](store::Connection& db) {
        auto account = load_account(db, who);
        auto name = find_name(db, account);
        return NamedAccount{std::move(account), std::move(name)};
    });
    if (on.json())
        on.out() << account_to_json(named.account, named.name) << '\n';
    else
        print_fields(on.out(), to_account_fields(named));
}

} // namespace zugang::idp::cli
