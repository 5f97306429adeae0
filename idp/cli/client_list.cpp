#include "base/text.hpp"
#include "idp/cli/clients.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/print.hpp"
#include <algorithm>
#include <ostream>

namespace zugang::idp::cli {
namespace {

TableRow to_client_line(store::ClientRow const& row)
{
    auto const client = oauth::from_row(row);
    return {client.id, std::string(oauth::to_name(client.type)), std::string(oauth::to_name(client.auth_method)),
            join_words(client.scope), client.name};
}

Fields to_client_fields(store::ClientRow const& row)
{
    auto const client = oauth::from_row(row);
    return {{"client_id", client.id},
            {"name", client.name},
            {"type", std::string(oauth::to_name(client.type))},
            {"authentication", std::string(oauth::to_name(client.auth_method))},
            {"redirect addresses", join_words(client.redirect_uris)},
            {"after sign-out", join_words(client.post_logout_redirect_uris)},
            {"scope", join_words(client.scope)},
            {"grant types", join_words(client.grant_types)},
            {"ID token algorithm", std::string(keys::to_name(client.id_token_algorithm))},
            {"consent", client.trusted ? "not asked: trusted" : "asked"},
            {"PKCE", client.require_pkce ? "required" : "may be left out"},
            {"exchanges tokens for", join_words(client.exchange_resources)},
            {"website", client.client_uri},
            {"logo", client.logo_uri},
            {"privacy policy", client.policy_uri},
            {"terms of service", client.tos_uri},
            {"created", to_rfc3339(row.created_at)},
            {"changed", to_rfc3339(row.updated_at)}};
}

} // namespace

void client_list(Context& on)
{
    auto const rows = on.database().read([](store::Connection& db) { return store::clients::list(db); });
    if (on.json()) {
        std::vector<std::string> items;
        std::ranges::transform(rows, std::back_inserter(items), client_to_json);
        print_json_array(on.out(), items);
        return;
    }
    std::vector<TableRow> lines;
    std::ranges::transform(rows, std::back_inserter(lines), to_client_line);
    print_table(on.out(), {"ID", "TYPE", "AUTHENTICATION", "SCOPE", "NAME"}, lines);
}

void client_show(std::string const& id, Context& on)
{
    auto const row = on.database().read([&](store::Connection& db) { return load_client(db, id); });
    if (on.json())
        on.out() << client_to_json(row) << '\n';
    else
        print_fields(on.out(), to_client_fields(row));
}

} // namespace zugang::idp::cli
