#include "base/json.hpp"
#include "idp/cli/accounts.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/levels.hpp"
#include "idp/cli/refused.hpp"
#include <ostream>

namespace zugang::idp::cli {

void account_policy(AccountPolicyOptions const& options, Context& on)
{
    auto const level = parse_level(options.minimum_acr);
    auto const acr = level == oauth::Level::none ? std::nullopt : std::optional{std::string{to_name(level)}};
    auto const now = on.now();
    auto const account = on.database().write([&](store::Connection& db) {
        auto found = load_account(db, options.who);
        if (!store::accounts::set_minimum_acr(db, found.id, acr, now))
            throw Refused{"the account is gone"};
        return found;
    });
    if (on.json())
        on.out() << JsonObject{}.add("sub", account.id).add_if("minimum_acr", acr).str() << '\n';
    else
        on.out() << describe_account(account) << ": every sign-in needs " << acr.value_or("what the server demands")
                 << '\n';
}

} // namespace zugang::idp::cli
