#include "idp/client_auth/authenticate_client.hpp"
#include "base/base64url.hpp"
#include "base/secret.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "idp/oauth/error.hpp"
#include "store/clients.hpp"

namespace zugang::idp::client_auth {
namespace {

struct Credentials {
    std::string id;
    std::optional<Secret> secret;
    oauth::AuthMethod method = oauth::AuthMethod::none;
};

[[noreturn]] void refuse_client(std::string const& cause)
{
    // One description for every cause: it must not tell an unknown client from a wrong secret.
    throw oauth::Error{oauth::ErrorKind::invalid_client, "client authentication failed", cause};
}

/// RFC 6749 §2.3.1: id and secret are form-urlencoded before they are joined and base64-encoded.
Credentials from_basic(std::string_view header)
{
    auto const decoded = base64_decode(trim(header.substr(header.find(' ') + 1)));
    auto const text = decoded ? text_of(*decoded) : std::string_view{};
    auto const colon = text.find(':');
    if (colon == std::string_view::npos)
        refuse_client("malformed Basic credentials");
    auto const id = percent_decode(text.substr(0, colon), /*plus_is_space=*/true);
    auto secret = percent_decode(text.substr(colon + 1), /*plus_is_space=*/true);
    if (!id || !secret)
        refuse_client("broken escape in Basic credentials");
    return {*id, Secret{std::move(*secret)}, oauth::AuthMethod::client_secret_basic};
}

bool is_basic(std::string_view header)
{
    constexpr std::string_view scheme = "basic ";
    return to_lower_ascii(header.substr(0, scheme.size())) == scheme;
}

Credentials read_credentials(Call const& call)
{
    auto const header = call.request.header("authorization");
    auto const secret = call.form.find_filled("client_secret");
    auto const id = call.form.get("client_id");
    if (!header) {
        if (secret)
            return {id, Secret{*secret}, oauth::AuthMethod::client_secret_post};
        return {id, std::nullopt, oauth::AuthMethod::none};
    }
    if (!is_basic(*header))
        refuse_client("Authorization header of another scheme");
    if (secret)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "only one way of client authentication may be used"};
    auto credentials = from_basic(*header);
    if (!id.empty() && id != credentials.id)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "client_id differs from the Authorization header"};
    return credentials;
}

bool is_right_secret(oauth::Client const& client, Secret const& secret)
{
    return client.secret_hash &&
           equal_in_constant_time(*client.secret_hash, oauth::hash_client_secret(secret.reveal()));
}

} // namespace

AuthenticatedClient authenticate_client(Call const& call, Services& on)
{
    if (call.request.count_headers("authorization") > 1)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "several Authorization headers"};
    auto const credentials = read_credentials(call);
    if (credentials.id.empty())
        refuse_client("no client_id");
    auto const row = on.database.read([&](store::Connection& db) { return store::clients::find(db, credentials.id); });
    if (!row)
        refuse_client("unknown client");
    auto client = oauth::from_row(*row);
    if (client.auth_method != credentials.method)
        refuse_client("not the method the client is registered for");
    if (client.is_confidential() && !(credentials.secret && is_right_secret(client, *credentials.secret)))
        refuse_client("wrong secret");
    return AuthenticatedClient{std::move(client)};
}

} // namespace zugang::idp::client_auth
