#include "idp/registration/metadata.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "idp/oauth/scope.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::registration {
namespace {

constexpr std::string_view standard_scope = "openid profile email address phone";

/// The words of a failure without what it quotes: a description never holds input. Its member decides the kind.
[[noreturn]] void refuse_metadata(std::string const& problem)
{
    auto words = problem;
    if (auto const first = words.find('"'); first != std::string::npos)
        words.erase(first, words.rfind('"') + 2 - first);
    bool const is_address = problem.starts_with("redirect_uris");
    throw oauth::Error{is_address ? oauth::ErrorKind::invalid_redirect_uri : oauth::ErrorKind::invalid_client_metadata,
                       words, problem};
}

void add_member(JsonObject& out, std::string_view name, Json const& value)
{
    if (name.starts_with("zugang_"))
        throw oauth::Error{oauth::ErrorKind::invalid_client_metadata, "members of this server are its operator's"};
    if (value.is_null())
        return;
    if (name == "software_statement")
        throw oauth::Error{oauth::ErrorKind::unapproved_software_statement, "no software statement is approved here"};
    // What the server gives comes back in an update (RFC 7592 §2.2) and is no metadata.
    if (name != "client_id" && name != "client_secret")
        out.add_raw(name, value.dump());
}

bool has_member(Json const& body, std::string_view name)
{
    auto const member = body.find(name);
    return member && !member->is_null();
}

/// RFC 7591 §2 leaves both to the server.
void add_defaults(JsonObject& out, Json const& body)
{
    if (!has_member(body, "scope")) {
        bool const refreshes =
            oauth::has_word(body.strings("grant_types").value_or(std::vector<std::string>{}), "refresh_token");
        out.add("scope", std::string(standard_scope) + (refreshes ? " offline_access" : ""));
    }
    // A native app has no place to keep the secret that client_secret_basic would mean (RFC 8252 §8.5).
    if (!has_member(body, "token_endpoint_auth_method") && body.string("application_type") == "native")
        out.add("token_endpoint_auth_method", "none");
}

// Where anybody may register, the scope words of the agency stay the operator's to give.
void check_scope(oauth::Client const& client, config::Config const& config)
{
    if (config.oidc.dynamic_registration == config::DynamicRegistration::open &&
        oauth::has_word(client.scope, "customer"))
        refuse_metadata("scope: customer is given by the operator alone");
}

constexpr std::array<std::string_view, 4> self_service_grants{"authorization_code", "refresh_token", "implicit",
                                                              "urn:ietf:params:oauth:grant-type:device_code"};

/// The other grants act without a person at the browser, or with what others were given; and authorization details are
/// rights of their own. Who registers itself has none of them, unless the operator gave them to it later.
void check_given_by_operator(oauth::Client const& client, oauth::Client const* former)
{
    for (auto const& grant : client.grant_types)
        if (std::ranges::find(self_service_grants, grant) == self_service_grants.end() &&
            !(former && former->may_use(grant)))
            refuse_metadata("grant_types: " + json_quote(grant) + " is given by the operator alone");
    for (auto const& type : client.authorization_details_types)
        if (!former || !oauth::has_word(former->authorization_details_types, type))
            refuse_metadata("authorization_details_types: " + json_quote(type) + " is given by the operator alone");
}

// OIDC Registration §5: it must list every redirect address. Without that anybody could join a sector and learn its
// subjects.
void check_sector_identifier(oauth::Client const& client, Services& on, Instant now)
{
    if (client.sector_identifier_uri.empty())
        return;
    auto const document = on.remote.get(client.sector_identifier_uri, RemoteDocuments::Freshness::fresh, now);
    if (!document)
        throw oauth::Error{oauth::ErrorKind::invalid_client_metadata, "sector_identifier_uri cannot be fetched",
                           document.error().what};
    auto const json = Json::parse(*document);
    if (!json || !json->is_array())
        refuse_metadata("sector_identifier_uri is no JSON array");
    std::vector<std::string> listed;
    for (auto const& item : json->items())
        listed.push_back(item.as_string().value_or(""));
    if (!oauth::is_subset(client.redirect_uris, listed))
        refuse_metadata("sector_identifier_uri does not list every redirect address");
}

} // namespace

Json read_body(Call const& call)
{
    auto json = Json::parse(call.request.body);
    if (!json || !json->is_object())
        throw oauth::Error{oauth::ErrorKind::invalid_client_metadata, "the body must be a JSON object",
                           json ? "no object" : json.error().what};
    return std::move(*json);
}

oauth::Client read_client(Json const& body, config::Config const& config)
{
    JsonObject out;
    for (auto const& [name, value] : body.members())
        add_member(out, name, value);
    add_defaults(out, body);
    auto client = oauth::parse_client_metadata(out.str());
    if (!client)
        refuse_metadata(client.error().what);
    // A certification run cannot send a code_challenge. Elsewhere PKCE is required of everybody.
    if (config.oidc.dynamic_registration == config::DynamicRegistration::open && client->is_confidential())
        client->require_pkce = false;
    return std::move(*client);
}

void check_registrable(oauth::Client const& client, oauth::Client const* former, Services& on, Instant now)
{
    if (auto const checked = oauth::check_client(client); !checked)
        refuse_metadata(checked.error().what);
    if (auto const offered = oauth::check_offered(client, {on.config.keys.algorithms, on.config.oidc.implicit});
        !offered)
        refuse_metadata(offered.error().what);
    check_given_by_operator(client, former);
    check_scope(client, on.config);
    check_sector_identifier(client, on, now);
}

std::string to_json(Answer const& answer, config::Config const& config)
{
    auto const& id = answer.row.id;
    JsonObject out;
    auto const metadata = Json::parse(oauth::to_metadata(oauth::from_row(answer.row)));
    for (auto const& [name, value] : metadata.value().members())
        if (!name.starts_with("zugang_")) // an update sends back what it was answered, and those are refused
            out.add_raw(name, value.dump());
    out.add("client_id_issued_at", to_seconds(answer.row.created_at));
    if (!answer.secret.empty())
        out.add("client_secret", answer.secret.reveal()).add("client_secret_expires_at", 0);
    out.add("registration_access_token", answer.registration_token);
    out.add("registration_client_uri", config.address("/oauth2/register?client_id=" + percent_encode(id)));
    return out.str();
}

} // namespace zugang::idp::registration
