#include "idp/cli/levels.hpp"
#include "idp/cli/refused.hpp"
#include <string>

namespace zugang::idp::cli {

oauth::Level parse_level(std::string_view text)
{
    if (text == "none")
        return oauth::Level::none;
    auto const named = oauth::find_level(text);
    auto const level = named ? named : oauth::find_level("urn:zugang:acr:" + std::string{text});
    if (!level)
        throw WrongUsage{"a level is password, mfa, phr or phrh, or none for no demand"};
    return *level;
}

} // namespace zugang::idp::cli
