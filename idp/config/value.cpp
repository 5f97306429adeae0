#include "idp/config/value.hpp"
#include "base/json.hpp"
#include <array>
#include <charconv>

namespace zugang::idp::config {
namespace {

struct Unit {
    char letter;
    std::int64_t seconds;
};
constexpr std::array<Unit, 4> units{{{'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}}};
constexpr std::int64_t longest_duration = std::int64_t{100} * 365 * 86400;

std::string mask_query_passwords(std::string text)
{
    constexpr std::string_view name = "password="; // also the end of sslpassword=
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name, at + name.size())) {
        auto const begin = at + name.size();
        auto const end = std::min(text.find('&', begin), text.size());
        text.replace(begin, end - begin, "***");
    }
    return text;
}

struct WriteLiteral {
    std::string operator()(std::string const& text) const { return json_quote(text); }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(Seconds duration) const { return json_quote(format_duration(duration)); }
    std::string operator()(std::vector<std::string> const& list) const
    {
        std::string out = "[";
        for (auto const& item : list)
            out += (out.size() > 1 ? ", " : "") + json_quote(item);
        return out + "]";
    }
};

} // namespace

std::optional<Seconds> parse_duration(std::string_view text)
{
    if (text.size() < 2 || text.front() < '0' || text.front() > '9')
        return std::nullopt;
    std::int64_t count = 0;
    auto const* const end = text.data() + text.size() - 1;
    auto const [stop, error] = std::from_chars(text.data(), end, count);
    if (error != std::errc{} || stop != end)
        return std::nullopt;
    for (auto const& unit : units)
        if (text.back() == unit.letter && count <= longest_duration / unit.seconds)
            return Seconds{count * unit.seconds};
    return std::nullopt;
}

std::string format_duration(Seconds duration)
{
    auto const count = duration.count();
    for (auto const& unit : units)
        if (count % unit.seconds == 0 && count >= 2 * unit.seconds)
            return std::to_string(count / unit.seconds) + unit.letter;
    return std::to_string(count) + "s";
}

std::string to_literal(Value const& value)
{
    return std::visit(WriteLiteral{}, value);
}

std::string mask_password(std::string_view url)
{
    std::string text(url);
    auto const scheme = text.find("://");
    auto const at = text.rfind('@'); // the last one: a password that itself holds '@' or '/' must not show its tail
    if (scheme != std::string::npos && at != std::string::npos && at > scheme) {
        auto const colon = text.find(':', scheme + 3);
        if (colon < at)
            text.replace(colon + 1, at - colon - 1, "***");
    }
    return mask_query_passwords(std::move(text));
}

} // namespace zugang::idp::config
