#include "idp/client_auth/numeric_date.hpp"
#include <charconv>

namespace zugang::idp::client_auth {

std::optional<Instant> numeric_date(Json const& claims, std::string_view name)
{
    constexpr double year_10000 = 253'402'300'800;
    auto const member = claims.find(name);
    if (!member)
        return std::nullopt;
    auto const text = member->dump(); // of a string it begins with a quote, of a list with a bracket
    double seconds = -1;
    auto const* const end = text.data() + text.size();
    auto const [rest, problem] = std::from_chars(text.data(), end, seconds);
    if (problem != std::errc{} || rest != end || !(seconds >= 0 && seconds < year_10000))
        return std::nullopt;
    return Instant{Duration{static_cast<std::int64_t>(seconds * 1000)}};
}

} // namespace zugang::idp::client_auth
