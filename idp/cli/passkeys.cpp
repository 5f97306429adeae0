#include "idp/cli/passkeys.hpp"
#include <algorithm>

namespace zugang::idp::cli {

std::string_view describe_place(bool backup_eligible, bool backed_up)
{
    if (!backup_eligible)
        return "one device";
    return backed_up ? "synchronised" : "one device so far";
}

std::optional<std::string> aaguid_text(Bytes const& aaguid)
{
    constexpr std::string_view digits = "0123456789abcdef";
    if (std::ranges::all_of(aaguid, [](std::uint8_t byte) { return byte == 0; }))
        return std::nullopt;
    std::string text;
    for (std::size_t i = 0; i < aaguid.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        text += digits[aaguid[i] >> 4];
        text += digits[aaguid[i] & 15];
    }
    return text;
}

} // namespace zugang::idp::cli
