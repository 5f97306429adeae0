// Client authentication (RFC 6749 §2.3, RFC 7523, OIDC Core §9, RFC 8705 §2): the same at every endpoint that serves
// clients.
#pragma once
#include "idp/call/call.hpp"
#include "idp/oauth/client.hpp"

namespace zugang::idp::client_auth {

/// The proof that a client is who it says: only authenticate_client makes one.
class AuthenticatedClient {
public:
    [[nodiscard]] oauth::Client const& client() const { return client_; }
    [[nodiscard]] std::string const& id() const { return client_.id; }

private:
    explicit AuthenticatedClient(oauth::Client client) : client_(std::move(client)) {}
    friend AuthenticatedClient authenticate_client(Call const& call, Services& on);
    oauth::Client client_;
};

/// By the one method the client is registered for. Throws oauth::Error invalid_client, or invalid_request for two
/// methods.
[[nodiscard]] AuthenticatedClient authenticate_client(Call const& call, Services& on);

} // namespace zugang::idp::client_auth
