#include "idp/cli/clients.hpp"
#include "base/json.hpp"
#include "idp/cli/refused.hpp"
#include <fstream>
#include <iterator>

namespace zugang::idp::cli {

Secret mint_client_secret(Random& random)
{
    return Secret{random_token(random, "zcs_")};
}

std::string read_input(std::string const& file, Console const& console)
{
    if (file == "-")
        return {std::istreambuf_iterator<char>(console.in), {}};
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Refused{file + " cannot be read"};
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (stream.bad())
        throw Refused{file + " cannot be read"};
    return text;
}

void set_client_secret(oauth::Client& client, std::string_view secret, Context& on)
{
    if (client.auth_method == oauth::AuthMethod::client_secret_jwt)
        client.secret_sealed = on.sealer().seal(secret, oauth::client_secret_place(client.id));
    else
        client.secret_hash = oauth::hash_client_secret(secret);
}

Result<void> check_new_client(oauth::Client const& client, config::Config const& config)
{
    if (auto const checked = oauth::check_client(client); !checked)
        return checked;
    return oauth::check_offered(client, {config.keys.algorithms, config.oidc.implicit});
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
