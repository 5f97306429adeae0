#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/cli/accounts.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"
#include "idp/session/ending.hpp"
#include <istream>
#include <ostream>

namespace zugang::idp::cli {
namespace {

bool is_agreed(store::Account const& account, Console const& console)
{
    console.err << "Delete " << printable(describe_account(account)) << " (" << account.id << ") for good? [y/N] ";
    console.err.flush();
    std::string answer;
    std::getline(console.in, answer);
    auto const word = to_lower_ascii(trim(answer));
    return word == "y" || word == "yes";
}

} // namespace

void account_delete(std::string const& who, bool yes, Context& on)
{
    auto& database = on.database();
    auto const account = database.read([&](store::Connection& db) { return load_account(db, who); });
    if (!yes && !on.console().is_terminal)
        throw Refused{"deleting cannot be undone; say --yes"};
    if (!yes && !is_agreed(account, on.console()))
        throw Refused{"nothing was deleted"};
    // By id: the name may belong to another account since it was looked up. Sessions, grants and links go with the row;
    // the clients learn before that the sessions are over.
    QueueTools const tools{on.sealer(), on.random(), on.now()};
    auto const is_removed = database.write([&](store::Connection& db) {
        session::end_sessions_of(db, account.id, tools);
        return store::accounts::remove(db, account.id);
    });
    if (!is_removed)
        throw Refused{"the account is gone already"};
    if (on.json())
        on.out() << JsonObject{}.add("sub", account.id).add("deleted", true).str() << '\n';
    else
        on.out() << "deleted " << printable(describe_account(account)) << "; the record of its customer number stays\n";
}

} // namespace zugang::idp::cli
