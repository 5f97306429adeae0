#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/cli/clients.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/levels.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"
#include <array>
#include <ostream>

namespace zugang::idp::cli {
namespace {

constexpr std::array<std::pair<std::string_view, oauth::CertificateName::Kind>, 5> certificate_name_kinds{
    {{"dn", oauth::CertificateName::Kind::subject_dn},
     {"dns", oauth::CertificateName::Kind::san_dns},
     {"uri", oauth::CertificateName::Kind::san_uri},
     {"ip", oauth::CertificateName::Kind::san_ip},
     {"email", oauth::CertificateName::Kind::san_email}}};

oauth::AuthMethod usual_auth_method(oauth::Client const& client)
{
    if (client.profile != oauth::Profile::oidc)
        return oauth::AuthMethod::private_key_jwt;
    switch (client.type) {
    case oauth::ApplicationType::web:
    case oauth::ApplicationType::service:
        return oauth::AuthMethod::client_secret_basic;
    case oauth::ApplicationType::spa:
    case oauth::ApplicationType::native:
        return oauth::AuthMethod::none;
    }
    return oauth::AuthMethod::none;
}

std::vector<std::string> usual_grant_types(oauth::Client const& client)
{
    if (client.profile == oauth::Profile::fapi_ciba)
        return {"urn:openid:params:grant-type:ciba"};
    if (client.type == oauth::ApplicationType::service)
        return {"client_credentials"};
    return {"authorization_code", "refresh_token"};
}

std::string usual_scope(oauth::Client const& client)
{
    return client.grant_types == std::vector<std::string>{"client_credentials"} ? "" : "openid profile email";
}

/// Tokens bound to the certificate for clients that authenticate with one, to a DPoP key for the others.
void set_profile(oauth::Client& client)
{
    if (client.profile == oauth::Profile::oidc)
        return;
    bool const shows_certificate = client.auth_method == oauth::AuthMethod::tls_client_auth ||
                                   client.auth_method == oauth::AuthMethod::self_signed_tls_client_auth;
    client.certificate_bound_access_tokens = shows_certificate;
    client.dpop_bound_access_tokens = !shows_certificate;
    if (client.profile == oauth::Profile::fapi2)
        client.require_pushed_authorization_requests = true;
    else
        client.backchannel_request_algorithm = keys::Algorithm::es256;
}

oauth::CertificateName parse_certificate_name(std::string const& text)
{
    for (auto const& [name, kind] : certificate_name_kinds)
        if (text.starts_with(std::string(name) + "="))
            return {kind, text.substr(name.size() + 1)};
    throw WrongUsage{"--certificate-name begins with dn=, dns=, uri=, ip= or email="};
}

void set_authentication(oauth::Client& client, ClientAddOptions const& options, Context& on)
{
    client.auth_method =
        options.auth.empty() ? usual_auth_method(client) : oauth::parse_auth_method(options.auth).value();
    if (!options.jwks.empty()) {
        auto const keys = Json::parse(read_input(options.jwks, on.console()));
        if (!keys)
            throw Refused{"jwks: " + options.jwks + " is no JSON: " + keys.error().what};
        client.jwks = keys->dump();
    }
    client.jwks_uri = options.jwks_uri;
    if (!options.certificate_name.empty())
        client.certificate_name = parse_certificate_name(options.certificate_name);
}

void set_addresses(oauth::Client& client, ClientAddOptions const& options)
{
    client.redirect_uris = options.redirect_uris;
    client.post_logout_redirect_uris = options.post_logout_redirect_uris;
    client.backchannel_logout_uri = options.backchannel_logout_uri;
    client.frontchannel_logout_uri = options.frontchannel_logout_uri;
    client.sector_identifier_uri = options.sector_identifier_uri;
    if (options.subject_type == "pairwise")
        client.subject_type = oauth::SubjectType::pairwise;
    bool const redirects = client.may_use("authorization_code") || client.may_use("implicit");
    if (redirects && client.redirect_uris.empty())
        throw WrongUsage{"--redirect-uri is needed for a client of type " + options.type};
}

oauth::Client to_client(ClientAddOptions const& options, Context& on)
{
    oauth::Client client;
    client.id = options.id;
    client.name = options.name.empty() ? options.id : options.name;
    client.type = oauth::parse_application_type(options.type).value();
    client.profile = oauth::parse_profile(options.profile).value();
    client.grant_types = options.grants.empty() ? usual_grant_types(client) : options.grants;
    client.response_types = options.response_types;
    if (client.response_types.empty() && client.may_use("authorization_code"))
        client.response_types = {"code"};
    client.scope = split_words(options.scope.value_or(usual_scope(client)));
    client.trusted = options.trusted;
    client.require_pkce = !options.allow_without_pkce;
    client.exchange_resources = options.exchange_resources;
    client.minimum_level = parse_level(options.minimum_acr);
    set_authentication(client, options, on);
    set_profile(client);
    set_addresses(client, options);
    return client;
}

} // namespace

void client_add(ClientAddOptions const& options, Context& on)
{
    auto client = to_client(options, on);
    Secret secret;
    if (client.has_secret()) {
        secret = mint_client_secret(on.random());
        set_client_secret(client, secret.reveal(), on);
    }
    if (auto const checked = check_new_client(client, on.config()); !checked)
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
        on.out() << "The secret is shown this once.\n";
}

} // namespace zugang::idp::cli
