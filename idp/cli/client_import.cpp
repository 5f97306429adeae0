#include "base/json.hpp"
#include "idp/cli/clients.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"
#include <algorithm>
#include <fstream>
#include <iterator>
#include <ostream>

namespace zugang::idp::cli {
namespace {

constexpr JsonLimits import_limits{.bytes = 16777216, .depth = 16, .members = 1000000};

struct ImportedClient {
    oauth::Client client;
    Secret secret; // made here for a client that came without; empty otherwise
};

std::string read_import(std::string const& file, Console const& console)
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

/// One client of the file; the failure says why it cannot be registered.
Result<ImportedClient> import_one(Json const& item, config::Config const& config, Random& random)
{
    auto client = oauth::parse_client_metadata(item.dump());
    if (!client)
        return std::unexpected(client.error());
    ImportedClient imported{std::move(*client), {}};
    if (imported.client.is_confidential() && !imported.client.secret_hash) {
        imported.secret = mint_client_secret(random);
        imported.client.secret_hash = oauth::hash_client_secret(imported.secret.reveal());
    }
    if (auto const checked = oauth::check_client(imported.client); !checked)
        return std::unexpected(checked.error());
    std::string const algorithm(keys::to_name(imported.client.id_token_algorithm));
    if (std::ranges::find(config.keys.algorithms, algorithm) == config.keys.algorithms.end())
        return failure("id_token_signed_response_alg: " + algorithm + " is not in keys.algorithms");
    return imported;
}

std::vector<ImportedClient> parse_import(std::string_view text, Context& on)
{
    auto const json = Json::parse(text, import_limits);
    if (!json || !json->is_array())
        throw Refused{json ? "the file is no JSON array" : "the file is no JSON: " + json.error().what};
    std::vector<ImportedClient> clients;
    std::vector<std::string> problems;
    for (auto const& item : json->items()) {
        auto imported = import_one(item, on.config(), on.random());
        auto const number = std::to_string(clients.size() + problems.size() + 1);
        if (imported)
            clients.push_back(std::move(*imported));
        else
            problems.push_back("client " + number + " " + json_quote(item.string("client_id").value_or("")) + ": " +
                               imported.error().what);
    }
    if (!problems.empty())
        throw Refused{std::move(problems)};
    return clients;
}

} // namespace

void client_import(std::string const& file, Context& on)
{
    auto const clients = parse_import(read_import(file, on.console()), on);
    auto const now = on.now();
    on.database().write([&](store::Connection& db) {
        for (auto const& [client, secret] : clients)
            if (!store::clients::insert(db, to_row(client, now)))
                throw Refused{"there is a client " + json_quote(client.id) + " already; nothing was imported"};
    });
    std::vector<std::string> items;
    std::vector<TableRow> lines;
    for (auto const& [client, secret] : clients) {
        auto const text = secret.empty() ? std::nullopt : std::optional{std::string(secret.reveal())};
        items.push_back(JsonObject{}.add("client_id", client.id).add_if("client_secret", text).str());
        lines.push_back({client.id, text.value_or(client.is_confidential() ? "as imported" : "none")});
    }
    if (on.json())
        print_json_array(on.out(), items);
    else
        print_table(on.out(), {"CLIENT", "SECRET"}, lines);
}

} // namespace zugang::idp::cli
