#include "idp/oauth/client.hpp"
#include "base/sha256.hpp"
#include <algorithm>
#include <array>
#include <stdexcept>

namespace zugang::idp::oauth {
namespace {

constexpr std::array<std::string_view, 4> application_type_names{"web", "spa", "native", "service"};
constexpr std::array<std::string_view, 7> auth_method_names{"none",
                                                            "client_secret_basic",
                                                            "client_secret_post",
                                                            "client_secret_jwt",
                                                            "private_key_jwt",
                                                            "tls_client_auth",
                                                            "self_signed_tls_client_auth"};
constexpr std::array<std::string_view, 3> profile_names{"oidc", "fapi2", "fapi-ciba"};
constexpr std::array<std::string_view, 3> refresh_binding_names{"offline_access", "session", "alone"};

template <class Enum, std::size_t count>
std::optional<Enum> find_enum_name(std::array<std::string_view, count> const& names, std::string_view name)
{
    auto const found = std::ranges::find(names, name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

} // namespace

std::string_view to_name(ApplicationType type)
{
    return application_type_names[static_cast<std::size_t>(type)];
}

std::optional<ApplicationType> parse_application_type(std::string_view name)
{
    return find_enum_name<ApplicationType>(application_type_names, name);
}

std::string_view to_name(AuthMethod method)
{
    return auth_method_names[static_cast<std::size_t>(method)];
}

std::optional<AuthMethod> parse_auth_method(std::string_view name)
{
    return find_enum_name<AuthMethod>(auth_method_names, name);
}

std::string_view to_name(Profile profile)
{
    return profile_names[static_cast<std::size_t>(profile)];
}

std::optional<Profile> parse_profile(std::string_view name)
{
    return find_enum_name<Profile>(profile_names, name);
}

std::string_view to_name(RefreshBinding binding)
{
    return refresh_binding_names[static_cast<std::size_t>(binding)];
}

std::optional<RefreshBinding> parse_refresh_binding(std::string_view name)
{
    return find_enum_name<RefreshBinding>(refresh_binding_names, name);
}

bool Client::has_secret() const
{
    return auth_method == AuthMethod::client_secret_basic || auth_method == AuthMethod::client_secret_post ||
           auth_method == AuthMethod::client_secret_jwt;
}

bool Client::may_use(std::string_view grant_type) const
{
    return std::ranges::find(grant_types, grant_type) != grant_types.end();
}

Client from_row(store::ClientRow const& row)
{
    auto client = parse_client_metadata(row.metadata);
    if (!client)
        throw std::logic_error{"the row of a client cannot be read: " + client.error().what};
    client->id = row.id;
    if (client->name.empty())
        client->name = row.id;
    client->secret_hash = row.secret_hash;
    client->secret_sealed = row.secret_sealed;
    return std::move(*client);
}

store::ClientRow to_row(Client const& client, Instant now)
{
    return {.id = client.id,
            .metadata = to_metadata(client),
            .secret_hash = client.secret_hash,
            .created_at = now,
            .updated_at = now,
            .secret_sealed = client.secret_sealed};
}

Bytes hash_client_secret(std::string_view secret)
{
    return sha256(bytes_of(secret));
}

keys::Sealer::Place client_secret_place(std::string_view id)
{
    return {"clients", "secret", id};
}

} // namespace zugang::idp::oauth
