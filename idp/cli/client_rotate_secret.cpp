#include "base/json.hpp"
#include "idp/cli/clients.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"
#include <ostream>

namespace zugang::idp::cli {

void client_rotate_secret(std::string const& id, Context& on)
{
    auto const secret = mint_client_secret(on.random());
    auto const now = on.now();
    on.database().write([&](store::Connection& db) {
        auto row = load_client(db, id);
        auto client = oauth::from_row(row);
        if (!client.has_secret())
            throw Refused{"client " + json_quote(id) + " has no secret"};
        set_client_secret(client, secret.reveal(), on);
        row.secret_hash = client.secret_hash;
        row.secret_sealed = client.secret_sealed;
        row.updated_at = now;
        if (!store::clients::update(db, row))
            throw Refused{describe_missing_client(id)};
    });
    if (on.json()) {
        on.out() << JsonObject{}.add("client_id", id).add("client_secret", secret.reveal()).str() << '\n';
        return;
    }
    print_fields(on.out(), {{"client_id", id}, {"client_secret", std::string(secret.reveal())}});
    on.out() << "The former secret is void. The new one is shown this once.\n";
}

} // namespace zugang::idp::cli
