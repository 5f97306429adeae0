// Checks of single lines, done as each arrives and before the parser sees any of it.
#include "http/server/characters.hpp"
#include "http/server/request_head.hpp"

namespace zugang::http::server {
namespace {

constexpr std::size_t longest_method = 32;

std::optional<Refusal> check_version(std::string_view version)
{
    if (version == "HTTP/1.1" || version == "HTTP/1.0")
        return std::nullopt;
    bool const well_formed = version.size() == 8 && version.starts_with("HTTP/") && is_digits(version.substr(5, 1)) &&
                             version[6] == '.' && is_digits(version.substr(7));
    // HTTP/2 is not spoken here; its preface ("PRI * HTTP/2.0") ends here too.
    return well_formed ? Refusal{505, "version"} : Refusal{400, "version"};
}

/// Origin-form only: "/path?query". An absolute target carries a second host, and "*" or "host:port" is no page.
std::optional<Refusal> check_target(std::string_view target, std::size_t limit)
{
    if (target.size() > limit)
        return Refusal{414, "target_too_long"};
    if (!target.starts_with('/'))
        return Refusal{400, "target_form"};
    for (char const c : target)
        if (c <= 0x20 || c >= 0x7f || c == '#')
            return Refusal{400, "target_character"};
    return std::nullopt;
}

} // namespace

std::optional<Refusal> check_request_line(std::string_view line, Limits const& limits)
{
    auto const first = line.find(' ');
    auto const second = first == std::string_view::npos ? first : line.find(' ', first + 1);
    if (second == std::string_view::npos || line.find(' ', second + 1) != std::string_view::npos)
        return Refusal{400, "request_line"};
    auto const method = line.substr(0, first);
    if (!is_token(method))
        return Refusal{400, "method"};
    if (auto const refusal = check_version(line.substr(second + 1)))
        return refusal;
    if (method.size() > longest_method || method == "CONNECT" || method == "TRACE")
        return Refusal{501, "method"};
    return check_target(line.substr(first + 1, second - first - 1), limits.target);
}

std::optional<Refusal> check_header_line(std::string_view line)
{
    if (line.starts_with(' ') || line.starts_with('\t'))
        return Refusal{400, "folded_header"};
    auto const colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
        return Refusal{400, "header_name"}; // among them "Name : value", which some programs read as "Name"
    if (!std::ranges::all_of(line, is_field_character))
        return Refusal{400, "header_character"};
    return std::nullopt;
}

} // namespace zugang::http::server
