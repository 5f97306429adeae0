#include "base/json.hpp"
#include "idp/cli/accounts.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/refused.hpp"
#include "idp/session/ending.hpp"
#include "store/grants.hpp"
#include <ostream>

namespace zugang::idp::cli {
namespace {

struct Ended {
    store::Account account;
    std::int64_t sessions = 0;
    std::int64_t grants = 0;
};

/// One transaction: a disabled account with a living session or refresh token is a way in that nobody sees.
Ended disable(store::Connection& db, std::string_view who, QueueTools const& tools)
{
    Ended ended{load_account(db, who), 0, 0};
    auto const& id = ended.account.id;
    if (!ended.account.disabled_at && !store::accounts::set_disabled(db, id, tools.now, tools.now))
        throw Refused{"the account is gone"};
    ended.grants = store::grants::revoke_of_account(db, id, tools.now);
    ended.sessions = session::end_sessions_of(db, id, tools);
    return ended;
}

} // namespace

void account_disable(std::string const& who, Context& on)
{
    QueueTools const tools{on.sealer(), on.random(), on.now()};
    auto const ended = on.database().write([&](store::Connection& db) { return disable(db, who, tools); });
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
