#include "idp/oauth/claim_names.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::oauth {

std::span<ClaimName const> claim_names()
{
    static constexpr auto names = std::to_array<ClaimName>({
        {"sub", "openid"},
        {"name", "profile"},
        {"given_name", "profile"},
        {"family_name", "profile"},
        {"birthdate", "profile"},
        {"preferred_username", "profile"},
        {"locale", "profile"},
        {"updated_at", "profile"},
        {"email", "email"},
        {"email_verified", "email"},
        {"phone_number", "phone"},
        {"phone_number_verified", "phone"},
        {"address", "address"},
        {"customer_number", "customer"},
        {"activated", "customer"},
        {"office", "customer"},
        {"auth_time", ""},
        {"acr", ""},
        {"amr", ""},
    });
    return names;
}

bool is_known_claim(std::string_view name)
{
    return std::ranges::find(claim_names(), name, &ClaimName::name) != claim_names().end();
}

} // namespace zugang::idp::oauth
