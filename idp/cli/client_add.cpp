#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/cli/clients.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"
#include <ostream>

namespace zugang::idp::cli {
namespace {

void refuse_what_is_not_available(ClientAddOptions const& options)
{
    if (options.profile != "oidc")
        throw Refused{"--profile " + options.profile + " is not available in this version"};
    if (!options.auth.empty() && !oauth::parse_auth_method(options.auth))
        throw Refused{"--auth " + options.auth + " is not available in this version"};
    if (!options.jwks.empty() || !options.jwks_uri.empty())
        throw Refused{"--jwks and --jwks-uri are not available in this version"};
}

oauth::AuthMethod usual_auth_method(oauth::ApplicationType type)
{
    switch (type) {
    case oauth::ApplicationType::web:
    case oauth::ApplicationType::service:
        return oauth::AuthMethod::client_secret_basic;
    case oauth::ApplicationType::spa:
    case oauth::ApplicationType::native:
        return oauth::AuthMethod::none;
    }
    return oauth::AuthMethod::none;
}

oauth::Client to_client(ClientAddOptions const& options)
{
    oauth::Client client;
    client.id = options.id;
    client.name = options.name.empty() ? options.id : options.name;
    client.type = oauth::parse_application_type(options.type).value();
    client.auth_method =
        options.auth.empty() ? usual_auth_method(client.type) : oauth::parse_auth_method(options.auth).value();
    client.redirect_uris = options.redirect_uris;
    client.post_logout_redirect_uris = options.post_logout_redirect_uris;
    bool const is_service = client.type == oauth::ApplicationType::service;
    if (is_service)
        client.grant_types = {"client_credentials"};
    client.scope = split_words(options.scope.value_or(is_service ? "" : "openid profile email"));
    client.trusted = options.trusted;
    client.require_pkce = !options.allow_without_pkce;
    if (!is_service && client.redirect_uris.empty())
        throw WrongUsage{"--redirect-uri is needed for a client of type " + options.type};
    return client;
}

} // namespace

void client_add(ClientAddOptions const& options, Context& on)
{
    refuse_what_is_not_available(options);
    auto client = to_client(options);
    Secret secret;
    if (client.is_confidential()) {
        secret = mint_client_secret(on.random());
        client.secret_hash = oauth::hash_client_secret(secret.reveal());
    }
    if (auto const checked = oauth::check_client(client); !checked)
        throw Refused{checked.error().what};
    auto const row = to_row(client, on.now());
    if (!on.database().write([&](store::Connection& db) { return store::clients::insert(db, row); }))
        throw Refused{"there is a client " + json_quote(client.id) + " already"};
    if (on.json()) {
        JsonObject out;
        out.add("client_id", client.id);
        if (!secret.empty())
            out.add("client_secret", secret.reveal());
        on.out() << out.str() << '\n';
        return;
    }
    print_fields(on.out(), {{"client_id", client.id}, {"client_secret", std::string(secret.reveal())}});
    if (!secret.empty())
        on.out() << "The secret is shown this once; Zugang keeps only a hash of it.\n";
}

} // namespace zugang::idp::cli
