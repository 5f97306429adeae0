// Client: a registered relying party (RFC 7591 metadata), as the rest of the program reads it.
#pragma once
#include "base/result.hpp"
#include "keys/algorithm.hpp"
#include "store/clients.hpp"
#include <optional>
#include <string>
#include <vector>

namespace zugang::idp::oauth {

enum class ApplicationType { web, spa, native, service };
[[nodiscard]] std::string_view to_name(ApplicationType type);
[[nodiscard]] std::optional<ApplicationType> parse_application_type(std::string_view name);

enum class AuthMethod { none, client_secret_basic, client_secret_post };
[[nodiscard]] std::string_view to_name(AuthMethod method);
[[nodiscard]] std::optional<AuthMethod> parse_auth_method(std::string_view name);

struct Client {
    std::string id;
    std::string name; // client_name; the id where none was given
    ApplicationType type = ApplicationType::web;
    AuthMethod auth_method = AuthMethod::client_secret_basic;
    std::vector<std::string> redirect_uris;
    std::vector<std::string> post_logout_redirect_uris;
    std::vector<std::string> scope; // words it may ask for
    std::vector<std::string> grant_types{"authorization_code", "refresh_token"};
    keys::Algorithm id_token_algorithm = keys::Algorithm::es256; // id_token_signed_response_alg
    bool trusted = false;                                        // no consent page
    bool require_pkce = true;
    std::string client_uri; // where "back to the service" leads; may be empty
    std::string logo_uri;
    std::string policy_uri;
    std::string tos_uri;
    std::optional<Bytes> secret_hash;

    [[nodiscard]] bool is_confidential() const { return auth_method != AuthMethod::none; }
};

/// RFC 7591 names; ours are zugang_type, zugang_trusted, zugang_require_pkce.
[[nodiscard]] std::string to_metadata(Client const& client);
/// The client of a row; throws std::logic_error for a row that this program did not write.
[[nodiscard]] Client from_row(store::ClientRow const& row);
/// From RFC 7591 metadata from outside (import, registration): checks every member. The failure names the member.
/// Our own members (zugang_trusted, …) count too: who lets others than the operator send metadata must refuse those.
[[nodiscard]] Result<Client> parse_client_metadata(std::string_view json_text);
/// What a whole client must fulfil: absolute https or loopback http redirect addresses without fragment, at least one
/// for the code flow, no secret for a native or spa client, known scope words, PKCE unless confidential. The failure
/// says what.
[[nodiscard]] Result<void> check_client(Client const& client);

/// SHA-256 of the secret's text. Good enough: secrets are generated with 256 bits.
[[nodiscard]] Bytes hash_client_secret(std::string_view secret);

} // namespace zugang::idp::oauth
