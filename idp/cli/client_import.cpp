#include "base/json.hpp"
#include "idp/cli/clients.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"
#include <ostream>

namespace zugang::idp::cli {
namespace {

constexpr JsonLimits import_limits{.bytes = 16777216, .depth = 16, .members = 1000000};

struct ImportedClient {
    oauth::Client client;
    Secret secret; // made here for a client that came without; empty otherwise
};

/// One client of the file; the failure says why it cannot be registered.
Result<ImportedClient> import_one(Json const& item, Context& on)
{
    auto client = oauth::parse_client_metadata(item.dump());
    if (!client)
        return std::unexpected(client.error());
    ImportedClient imported{std::move(*client), {}};
    if (auto const given = item.string("client_secret"); given && !given->empty()) {
        set_client_secret(imported.client, *given, on);
    } else if (imported.client.has_secret()) {
        imported.secret = mint_client_secret(on.random());
        set_client_secret(imported.client, imported.secret.reveal(), on);
    }
    if (auto const checked = check_new_client(imported.client, on.config()); !checked)
        return std::unexpected(checked.error());
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
        auto imported = import_one(item, on);
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
    auto const clients = parse_import(read_input(file, on.console()), on);
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
        lines.push_back({client.id, text.value_or(client.has_secret() ? "as imported" : "none")});
    }
    if (on.json())
        print_json_array(on.out(), items);
    else
        print_table(on.out(), {"CLIENT", "SECRET"}, lines);
}

} // namespace zugang::idp::cli
