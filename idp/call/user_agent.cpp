#include "idp/call/user_agent.hpp"
#include <span>

namespace zugang::idp {
namespace {

constexpr std::size_t longest_user_agent = 200;

struct KnownAs {
    std::string_view mark;
    std::string_view name;
};

// The first that fits counts: nearly every browser also claims to be Chrome, Safari and Mozilla.
constexpr KnownAs browsers[] = {{"Edg", "Edge"},
                                {"OPR/", "Opera"},
                                {"Vivaldi/", "Vivaldi"},
                                {"SamsungBrowser/", "Samsung Internet"},
                                {"YaBrowser/", "Yandex Browser"},
                                {"DuckDuckGo/", "DuckDuckGo"},
                                {"FxiOS/", "Firefox"},
                                {"Firefox/", "Firefox"},
                                {"CriOS/", "Chrome"},
                                {"Chromium/", "Chromium"},
                                {"Chrome/", "Chrome"},
                                {"Safari/", "Safari"}};
constexpr KnownAs systems[] = {{"iPhone", "iPhone"},   {"iPad", "iPad"},     {"Android", "Android"},
                               {"Windows", "Windows"}, {"CrOS", "ChromeOS"}, {"Mac OS X", "macOS"},
                               {"Linux", "Linux"},     {"X11", "Linux"}};

std::string_view name_in(std::string_view user_agent, std::span<KnownAs const> list)
{
    for (auto const& [mark, name] : list) {
        if (user_agent.find(mark) != std::string_view::npos)
            return name;
    }
    return "";
}

} // namespace

std::string user_agent_of(Call const& call)
{
    auto const agent = call.request.header("user-agent").value_or("");
    std::string text;
    for (char const letter : agent.substr(0, longest_user_agent))
        text += letter >= ' ' && letter <= '~' ? letter : '?';
    return text;
}

DeviceNames device_names(std::string_view user_agent)
{
    return {name_in(user_agent, systems), name_in(user_agent, browsers)};
}

templates::Text device_words(std::string_view user_agent)
{
    auto const names = device_names(user_agent);
    std::string const browser{names.browser};
    std::string const system{names.system};
    if (browser.empty() && system.empty())
        return templates::tr("ein unbekanntes Gerät");
    if (system.empty())
        return templates::Text{browser};
    if (browser.empty())
        return templates::Text{system};
    auto words = templates::tr("{browser} auf {system}");
    words.with("browser", browser).with("system", system);
    return words;
}

} // namespace zugang::idp
