#include "keys/encryption.hpp"
#include <algorithm>
#include <array>

namespace zugang::keys {
namespace {

constexpr std::array<std::string_view, 5> key_management_names{"RSA-OAEP", "RSA-OAEP-256", "ECDH-ES", "ECDH-ES+A128KW",
                                                               "ECDH-ES+A256KW"};
constexpr std::array<std::string_view, 4> content_encryption_names{"A128CBC-HS256", "A256CBC-HS512", "A128GCM",
                                                                   "A256GCM"};

} // namespace

std::string_view to_name(KeyManagement algorithm)
{
    return key_management_names[static_cast<std::size_t>(algorithm)];
}

std::optional<KeyManagement> parse_key_management(std::string_view name)
{
    auto const found = std::ranges::find(key_management_names, name);
    if (found == key_management_names.end())
        return std::nullopt;
    return static_cast<KeyManagement>(found - key_management_names.begin());
}

std::string_view to_name(ContentEncryption encryption)
{
    return content_encryption_names[static_cast<std::size_t>(encryption)];
}

std::optional<ContentEncryption> parse_content_encryption(std::string_view name)
{
    auto const found = std::ranges::find(content_encryption_names, name);
    if (found == content_encryption_names.end())
        return std::nullopt;
    return static_cast<ContentEncryption>(found - content_encryption_names.begin());
}

} // namespace zugang::keys
