#include "base/json.hpp"
#include "idp/cli/accounts.hpp"
#include "idp/cli/commands.hpp"
#include "idp/throttle/unlock.hpp"
#include <ostream>

namespace zugang::idp::cli {

void account_unlock(std::string const& who, Context& on)
{
    store::Account account;
    auto const forgotten = on.database().write([&](store::Connection& tx) {
        account = load_account(tx, who);
        return throttle::unlock(tx, account, on.sealer());
    });
    if (on.json())
        on.out() << JsonObject{}
                        .add("sub", account.id)
                        .add("wrong_passwords", forgotten.passwords)
                        .add("wrong_app_codes", forgotten.app_codes)
                        .add("wrong_recovery_codes", forgotten.recovery_codes)
                        .str()
                 << '\n';
    else
        on.out() << "unlocked " << describe_account(account) << "; forgotten: " << forgotten.passwords
                 << " wrong passwords, " << forgotten.app_codes << " wrong codes of apps, " << forgotten.recovery_codes
                 << " wrong recovery codes\n";
}

} // namespace zugang::idp::cli
