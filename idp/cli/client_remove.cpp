#include "base/json.hpp"
#include "idp/cli/clients.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/refused.hpp"
#include <ostream>

namespace zugang::idp::cli {

void client_remove(std::string const& id, Context& on)
{
    // Grants, codes and tokens of the client go with its row.
    if (!on.database().write([&](store::Connection& db) { return store::clients::remove(db, id); }))
        throw Refused{describe_missing_client(id)};
    if (on.json())
        on.out() << JsonObject{}.add("client_id", id).add("removed", true).str() << '\n';
    else
        on.out() << "removed client " << id << " with its grants\n";
}

} // namespace zugang::idp::cli
