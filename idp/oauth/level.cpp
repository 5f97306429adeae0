#include "idp/oauth/level.hpp"

namespace zugang::idp::oauth {

std::string_view to_name(Level level)
{
    switch (level) {
    case Level::none:
        return "";
    case Level::password:
        return "urn:zugang:acr:password";
    case Level::mfa:
        return "urn:zugang:acr:mfa";
    case Level::phr:
        return "phr";
    case Level::phrh:
        return "phrh";
    }
    return "";
}

std::optional<Level> find_level(std::string_view acr)
{
    for (auto const level : all_levels) {
        if (acr == to_name(level))
            return level;
    }
    return std::nullopt;
}

} // namespace zugang::idp::oauth
