#include "idp/client_auth/authenticate_client.hpp"
#include "idp/client_auth/methods.hpp"
#include "store/clients.hpp"

namespace zugang::idp::client_auth {
namespace {

/// By the one method the client is registered for: a weaker one would undo the stronger.
Result<void> check_registered_method(Attempt const& attempt)
{
    using enum oauth::AuthMethod;
    switch (attempt.client.auth_method) {
    case none:
        return check_none(attempt);
    case client_secret_basic:
        return check_client_secret_basic(attempt);
    case client_secret_post:
        return check_client_secret_post(attempt);
    case client_secret_jwt:
        return check_client_secret_jwt(attempt);
    case private_key_jwt:
        return check_private_key_jwt(attempt);
    case tls_client_auth:
        return check_tls_client_auth(attempt);
    case self_signed_tls_client_auth:
        return check_self_signed_tls_client_auth(attempt);
    }
    return failure("the client's method is none of ours");
}

} // namespace

AuthenticatedClient authenticate_client(Call const& call, Services& on)
{
    auto const presented = read_presented(call);
    auto const row = on.database.read([&](store::Connection& db) { return store::clients::find(db, presented.id); });
    if (!row)
        refuse_client("unknown client");
    auto client = oauth::from_row(*row);
    auto const checked = check_registered_method({client, presented, call, on});
    if (!checked)
        refuse_client(std::string{to_name(client.auth_method)} + ": " + checked.error().what);
    return AuthenticatedClient{std::move(client)};
}

} // namespace zugang::idp::client_auth
