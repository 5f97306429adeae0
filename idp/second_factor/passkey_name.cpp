#include "idp/second_factor/passkey_name.hpp"
#include "idp/call/user_agent.hpp"
#include <algorithm>

namespace zugang::idp::second_factor {
namespace {

using templates::Text;

Text with_day(Text what, Call const& call)
{
    auto name = templates::tr("{what}, {date}");
    name.with("what", std::move(what)).with("date", templates::day_words(call.now));
    return name;
}

/// A passkey that is elsewhere than in the device with the browser.
bool is_beside(MadeWith const& made, std::string_view transport)
{
    return made.attachment != "platform" && std::ranges::find(made.transports, transport) != made.transports.end();
}

} // namespace

Text suggested_passkey_name(Call const& call)
{
    auto const names = device_names(user_agent_of(call));
    if (names.system.empty() && names.browser.empty())
        return with_day(templates::tr("Passkey"), call);
    std::string device{names.system};
    if (!names.system.empty() && !names.browser.empty())
        device += ", ";
    return with_day(device.append(names.browser), call);
}

Text suggested_security_key_name(Call const& call)
{
    return with_day(templates::tr("Sicherheitsschlüssel"), call);
}

std::optional<Text> better_passkey_name(MadeWith const& made, Call const& call)
{
    if (!made.model.empty())
        return with_day(made.model, call);
    if (is_beside(made, "hybrid")) // scanned with a telephone from a computer; before "usb", which some name as well
        return with_day(templates::tr("Telefon oder Tablet"), call);
    for (auto const* const transport : {"usb", "nfc", "ble", "smart-card"}) {
        if (is_beside(made, transport))
            return suggested_security_key_name(call);
    }
    return std::nullopt;
}

} // namespace zugang::idp::second_factor
