// Client: a registered relying party (RFC 7591 metadata), as the rest of the program reads it.
#pragma once
#include "base/result.hpp"
#include "idp/oauth/auth_method.hpp"
#include "idp/oauth/level.hpp"
#include "keys/algorithm.hpp"
#include "keys/jwe.hpp"
#include "keys/seal.hpp"
#include "store/clients.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zugang::idp::oauth {

enum class ApplicationType { web, spa, native, service };
[[nodiscard]] std::string_view to_name(ApplicationType type);
[[nodiscard]] std::optional<ApplicationType> parse_application_type(std::string_view name);

/// Whose rules a client keeps to; they conflict, so it is exactly one (zugang_profile).
enum class Profile { oidc, fapi2, fapi_ciba };
[[nodiscard]] std::string_view to_name(Profile profile); // "oidc", "fapi2", "fapi-ciba"
[[nodiscard]] std::optional<Profile> parse_profile(std::string_view name);

enum class SubjectType { shared, pairwise }; // "public" and "pairwise" (OIDC Core §8)

/// How long a refresh token lives on (zugang_refresh_token).
enum class RefreshBinding {
    offline_access, // one is issued with the scope word offline_access alone, and outlives the session
    session,        // one is always issued and ends with the session, also with offline_access
    alone,          // one is always issued and outlives the session
};
[[nodiscard]] std::string_view to_name(RefreshBinding binding); // "offline_access", "session", "alone"
[[nodiscard]] std::optional<RefreshBinding> parse_refresh_binding(std::string_view name);

enum class PingMode { poll, ping }; // backchannel_token_delivery_mode (CIBA §4)

/// An answer's protection: signed, and encrypted where chosen.
struct AnswerProtection {
    std::optional<keys::Algorithm> algorithm;  // …_signed_response_alg
    std::optional<keys::JweChoice> encryption; // …_encrypted_response_alg, …_enc
};

/// The one value tls_client_auth compares with the certificate (RFC 8705 §2.1.2).
struct CertificateName {
    enum class Kind { subject_dn, san_dns, san_uri, san_ip, san_email };
    Kind kind = Kind::subject_dn;
    std::string value;
};

struct Client {
    std::string id;
    std::string name; // client_name; the id where none was given
    ApplicationType type = ApplicationType::web;
    Profile profile = Profile::oidc;
    std::vector<std::string> redirect_uris;
    std::vector<std::string> post_logout_redirect_uris;
    std::vector<std::string> scope; // words it may ask for
    std::vector<std::string> grant_types{"authorization_code", "refresh_token"};
    std::vector<std::string> response_types{"code"};
    bool trusted = false; // no consent page
    bool require_pkce = true;
    Level minimum_level = Level::none; // zugang_minimum_acr: no sign-in below it, whatever the request says
    RefreshBinding refresh_binding = RefreshBinding::offline_access;
    std::vector<std::string> exchange_resources; // what it may exchange a person's token for (RFC 8693)

    // who it is
    AuthMethod auth_method = AuthMethod::client_secret_basic;
    std::optional<Bytes> secret_hash;
    std::optional<Bytes> secret_sealed;                 // of client_secret_jwt clients, instead of the hash
    std::optional<keys::Algorithm> assertion_algorithm; // token_endpoint_auth_signing_alg; nothing: any of ours
    std::string jwks;                                   // JSON, or empty
    std::string jwks_uri;                               // or empty; never both
    std::optional<CertificateName> certificate_name;    // of tls_client_auth
    bool dpop_bound_access_tokens = false;
    bool certificate_bound_access_tokens = false; // tls_client_certificate_bound_access_tokens

    // what it is answered
    keys::Algorithm id_token_algorithm = keys::Algorithm::es256; // id_token_signed_response_alg
    std::optional<keys::JweChoice> id_token_encryption;
    AnswerProtection userinfo;      // plain JSON where nothing is chosen
    AnswerProtection introspection; // likewise; a JWT is asked for by Accept (RFC 9701)
    AnswerProtection authorization; // JARM; the algorithm is id_token_algorithm's where none is chosen
    SubjectType subject_type = SubjectType::shared;
    std::string sector_identifier_uri;

    // how it must ask
    std::optional<keys::Algorithm> request_object_algorithm; // request_object_signing_alg
    std::optional<keys::JweChoice>
        request_object_encryption; // what it may choose; any of ours counts, kept to be echoed
    bool require_signed_request_object = false;
    bool require_pushed_authorization_requests = false;
    std::vector<std::string> request_uris; // allowed request_uri values, each may end in a fragment
    std::optional<std::int64_t> default_max_age;
    bool require_auth_time = false; // auth_time always stands in ID tokens here; kept to be echoed
    std::vector<std::string> default_acr_values;
    std::vector<std::string> authorization_details_types; // RFC 9396

    // logout
    std::string backchannel_logout_uri;
    bool backchannel_logout_session_required = false; // sid always stands in logout tokens here
    std::string frontchannel_logout_uri;
    bool frontchannel_logout_session_required = false;

    // CIBA
    PingMode ping_mode = PingMode::poll;
    std::string notification_endpoint; // backchannel_client_notification_endpoint
    std::optional<keys::Algorithm> backchannel_request_algorithm;

    // what people see
    std::string client_uri; // where "back to the service" leads; may be empty
    std::string logo_uri;
    std::string policy_uri;
    std::string tos_uri;
    std::string initiate_login_uri;
    std::vector<std::string> contacts;
    std::string software_id;
    std::string software_version;

    [[nodiscard]] bool is_confidential() const { return auth_method != AuthMethod::none; }
    /// Whether its authentication rests on client_secret.
    [[nodiscard]] bool has_secret() const;
    [[nodiscard]] bool may_use(std::string_view grant_type) const;
};

/// RFC 7591 names; ours begin with zugang_. No secret.
[[nodiscard]] std::string to_metadata(Client const& client);
/// The client of a row; throws std::logic_error for a row that this program did not write.
[[nodiscard]] Client from_row(store::ClientRow const& row);
/// The row of a client, its times both `now` (an update keeps created_at and registration_token_hash of the former).
[[nodiscard]] store::ClientRow to_row(Client const& client, Instant now);

/// From RFC 7591 metadata from outside (import, registration): checks every member. The failure names the member.
/// Our own members (zugang_trusted, …) count too: who lets others than the operator send metadata must refuse those.
/// A client_secret is checked and not kept: the caller hashes or seals it.
[[nodiscard]] Result<Client> parse_client_metadata(std::string_view json_text);
/// What a whole client must fulfil: addresses, keys, grants, response types and profile that fit together. The failure
/// begins with the metadata member's name.
[[nodiscard]] Result<void> check_client(Client const& client);

/// What this server is configured for, as far as a client can ask for it.
struct Offer {
    std::vector<std::string> algorithms; // keys.algorithms
    bool implicit = false;               // oidc.implicit
};
/// Whether the server can give what the client's metadata asks for; the failure begins with the member's name.
[[nodiscard]] Result<void> check_offered(Client const& client, Offer const& offer);

/// SHA-256 of the secret's text. Good enough: secrets are generated with 256 bits.
[[nodiscard]] Bytes hash_client_secret(std::string_view secret);
/// Where the secret of a client_secret_jwt client is sealed: secret_sealed of the client `id`.
[[nodiscard]] keys::Sealer::Place client_secret_place(std::string_view id);

} // namespace zugang::idp::oauth
