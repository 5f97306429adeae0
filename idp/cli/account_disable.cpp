#include "base/json.hpp"
#include "idp/cli/accounts.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/refused.hpp"
#include "store/grants.hpp"
#include "store/sessions.hpp"
#include <ostream>

namespace zugang::idp::cli {
namespace {

struct Ended {
    store::Account account;
    std::int64_t sessions = 0;
    std::int64_t grants = 0;
};

/// One transaction: a disabled account with a living session or refresh token is a way in that nobody sees.
Ended disable(store::Connection& db, std::string_view who, Instant now)
{
    Ended ended{load_account(db, who), 0, 0};
    auto const& id = ended.account.id;
    if (!ended.account.disabled_at && !store::accounts::set_disabled(db, id, now, now))
        throw Refused{"the account is gone"};
    ended.sessions = store::sessions::end_of_account(db, id, now);
    ended.grants = store::grants::revoke_of_account(db, id, now);
    return ended;
}

} // namespace

void account_disable(std::string const& who, Context& on)
{
    auto const now = on.now();
    auto const ended = on.database().write([&](store::Connection& db) { return disable(db, who, now); });
    if (on.json())
        on.out() << JsonObject{}
                        .add("sub", ended.account.id)
                        .add("disabled", true)
                        .add("sessions_ended", ended.sessions)
                        .add("grants_revoked", ended.grants)
                        .str()
                 << '\n';
    else
        on.out() << "disabled " << describe_account(ended.account) << "; sessions ended: " << ended.sessions
                 << ", grants revoked: " << ended.grants << '\n';
}

void account_enable(std::string const& who, Context& on)
{
    auto const now = on.now();
    auto const account = on.database().write([&](store::Connection& db) {
        auto found = load_account(db, who);
        if (!store::accounts::set_disabled(db, found.id, std::nullopt, now))
            throw Refused{"the account is gone"};
        return found;
    });
    if (on.json())
        on.out() << JsonObject{}.add("sub", account.id).add("disabled", false).str() << '\n';
    else
        on.out() << "enabled " << describe_account(account) << '\n';
}

} // namespace zugang::idp::cli
