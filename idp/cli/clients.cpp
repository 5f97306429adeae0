#include "idp/cli/clients.hpp"
#include "base/json.hpp"
#include "idp/cli/refused.hpp"

namespace zugang::idp::cli {

Secret mint_client_secret(Random& random)
{
    return Secret{random_token(random, "zcs_")};
}

std::string describe_missing_client(std::string_view id)
{
    return "there is no client " + json_quote(id);
}

store::ClientRow load_client(store::Connection& db, std::string_view id)
{
    auto row = store::clients::find(db, id);
    if (!row)
        throw Refused{describe_missing_client(id)};
    return std::move(*row);
}

std::string client_to_json(store::ClientRow const& row)
{
    JsonObject out;
    auto const metadata = Json::parse(oauth::to_metadata(oauth::from_row(row)));
    for (auto const& [name, value] : metadata.value().members())
        out.add_raw(name, value.dump());
    out.add("created_at", to_rfc3339(row.created_at)).add("updated_at", to_rfc3339(row.updated_at));
    return out.str();
}

} // namespace zugang::idp::cli
