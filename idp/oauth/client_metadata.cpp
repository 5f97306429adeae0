#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/oauth/client.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::oauth {
namespace {

/// Imported secrets are not ours: a guessable one would fall to its plain SHA-256.
constexpr std::size_t shortest_secret = 32;
constexpr std::size_t longest_secret = 1024;

/// Members that ask for a protection this version does not give. Ignoring them, as RFC 7591 §2 allows for what is not
/// understood, would leave a client without what it asked for.
constexpr std::array<std::string_view, 17> unavailable_members{"jwks",
                                                               "jwks_uri",
                                                               "sector_identifier_uri",
                                                               "request_object_signing_alg",
                                                               "request_object_encryption_alg",
                                                               "id_token_encrypted_response_alg",
                                                               "userinfo_signed_response_alg",
                                                               "userinfo_encrypted_response_alg",
                                                               "authorization_signed_response_alg",
                                                               "authorization_encrypted_response_alg",
                                                               "token_endpoint_auth_signing_alg",
                                                               "backchannel_logout_uri",
                                                               "frontchannel_logout_uri",
                                                               "backchannel_token_delivery_mode",
                                                               "default_acr_values",
                                                               "default_max_age",
                                                               "request_uris"};
constexpr std::array<std::string_view, 5> unavailable_switches{
    "require_pushed_authorization_requests", "require_signed_request_object", "dpop_bound_access_tokens",
    "tls_client_certificate_bound_access_tokens", "require_auth_time"};

/// Reads members one by one and remembers the first that is wrong. null counts as absent.
class MetadataReader {
public:
    explicit MetadataReader(Json const& json) : json_(json) {}

    [[nodiscard]] bool has(std::string_view name) const
    {
        auto const member = json_.find(name);
        return member && !member->is_null();
    }
    std::string text(std::string_view name)
    {
        auto const value = json_.string(name);
        if (!value && has(name))
            fail(name, "must be a string");
        return value.value_or("");
    }
    bool flag(std::string_view name, bool usual)
    {
        auto const value = json_.boolean(name);
        if (!value && has(name))
            fail(name, "must be true or false");
        return value.value_or(usual);
    }
    std::vector<std::string> list(std::string_view name)
    {
        auto const value = json_.strings(name);
        if (!value && has(name))
            fail(name, "must be an array of strings");
        return value.value_or(std::vector<std::string>{});
    }
    /// A word of a closed set; `usual` where it is absent.
    template <class T>
    T word(std::string_view name, std::optional<T> (*parse)(std::string_view), T usual)
    {
        if (!has(name))
            return usual;
        auto const value = parse(text(name));
        if (!value)
            fail(name, "has a value this server does not offer");
        return value.value_or(usual);
    }
    void fail(std::string_view name, std::string_view what)
    {
        if (!failure_)
            failure_ = Failure{std::string(name) + " " + std::string(what)};
    }
    [[nodiscard]] std::optional<Failure> const& first_failure() const { return failure_; }

private:
    Json const& json_;
    std::optional<Failure> failure_;
};

void refuse_unavailable(MetadataReader& in)
{
    for (auto const name : unavailable_members)
        if (in.has(name))
            in.fail(name, "is not available in this version");
    for (auto const name : unavailable_switches)
        if (in.flag(name, false))
            in.fail(name, "is not available in this version");
    if (auto const subject = in.text("subject_type"); !subject.empty() && subject != "public")
        in.fail("subject_type", "must be \"public\"");
    for (auto const& type : in.list("response_types"))
        if (type != "code")
            in.fail("response_types", "may only hold \"code\"");
}

/// Ours where it is given, else what the standard members tell.
ApplicationType read_type(MetadataReader& in, Client const& client)
{
    if (in.has("zugang_type"))
        return in.word("zugang_type", parse_application_type, ApplicationType::web);
    auto const type = in.text("application_type");
    if (!type.empty() && type != "web" && type != "native")
        in.fail("application_type", "must be \"web\" or \"native\"");
    if (type == "native")
        return ApplicationType::native;
    if (client.grant_types == std::vector<std::string>{"client_credentials"})
        return ApplicationType::service;
    return client.is_confidential() ? ApplicationType::web : ApplicationType::spa;
}

void read_grants(MetadataReader& in, Client& client)
{
    client.grant_types = in.list("grant_types");
    bool const is_service = client.grant_types == std::vector<std::string>{"client_credentials"};
    client.scope = split_words(in.text("scope"));
    if (!in.has("scope") && !is_service)
        client.scope = {"openid", "profile", "email"};
    if (in.has("grant_types"))
        return;
    client.grant_types = {"authorization_code"}; // RFC 7591 §2
    if (std::ranges::find(client.scope, "offline_access") != client.scope.end())
        client.grant_types.emplace_back("refresh_token");
}

void read_secret(MetadataReader& in, Client& client)
{
    auto const secret = in.text("client_secret");
    if (secret.empty())
        return;
    bool const is_visible = std::ranges::all_of(secret, [](char c) { return c >= 0x20 && c < 0x7f; });
    if (secret.size() < shortest_secret || secret.size() > longest_secret || !is_visible)
        in.fail("client_secret", "must have 32 to 1024 ASCII characters");
    client.secret_hash = hash_client_secret(secret);
}

} // namespace

Result<Client> parse_client_metadata(std::string_view json_text)
{
    auto const json = Json::parse(json_text);
    if (!json)
        return failure("the metadata is not JSON: " + json.error().what);
    if (!json->is_object())
        return failure("the metadata is not a JSON object");
    MetadataReader in(*json);
    Client client;
    client.id = in.text("client_id");
    client.name = in.text("client_name");
    if (client.name.empty())
        client.name = client.id;
    client.auth_method = in.word("token_endpoint_auth_method", parse_auth_method, AuthMethod::client_secret_basic);
    read_grants(in, client);
    client.type = read_type(in, client);
    client.redirect_uris = in.list("redirect_uris");
    client.post_logout_redirect_uris = in.list("post_logout_redirect_uris");
    client.id_token_algorithm = in.word("id_token_signed_response_alg", keys::parse_algorithm, keys::Algorithm::es256);
    client.trusted = in.flag("zugang_trusted", false);
    client.require_pkce = in.flag("zugang_require_pkce", true);
    client.client_uri = in.text("client_uri");
    client.logo_uri = in.text("logo_uri");
    client.policy_uri = in.text("policy_uri");
    client.tos_uri = in.text("tos_uri");
    read_secret(in, client);
    refuse_unavailable(in);
    if (in.first_failure())
        return std::unexpected(*in.first_failure());
    return client;
}

} // namespace zugang::idp::oauth
