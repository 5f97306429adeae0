#include "idp/outbox/ascii_domain.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <cstdint>
#include <vector>

namespace zugang::idp::outbox {
namespace {

// Parameters of RFC 3492 §5.
constexpr std::uint32_t punycode_base = 36;
constexpr std::uint32_t smallest_threshold = 1;
constexpr std::uint32_t largest_threshold = 26;
constexpr std::uint32_t first_beyond_ascii = 128;
constexpr std::size_t longest_label = 63; // RFC 1035 §2.3.4

/// Code points of valid UTF-8.
std::vector<std::uint32_t> code_points(std::string_view text)
{
    std::vector<std::uint32_t> points;
    for (char const letter : text) {
        auto const byte = static_cast<unsigned char>(letter);
        if (byte < 0x80)
            points.push_back(byte);
        else if (byte >= 0xf0)
            points.push_back(byte & 0x07U);
        else if (byte >= 0xe0)
            points.push_back(byte & 0x0fU);
        else if (byte >= 0xc0)
            points.push_back(byte & 0x1fU);
        else
            points.back() = (points.back() << 6U) | (byte & 0x3fU);
    }
    return points;
}

char digit_of(std::uint32_t value)
{
    return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26));
}

/// RFC 3492 §6.1.
std::uint32_t adapt_bias(std::uint32_t delta, std::uint32_t count, bool is_first)
{
    delta = is_first ? delta / 700 : delta / 2;
    delta += delta / count;
    std::uint32_t steps = 0;
    while (delta > ((punycode_base - smallest_threshold) * largest_threshold) / 2) {
        delta /= punycode_base - smallest_threshold;
        steps += punycode_base;
    }
    return steps + (punycode_base - smallest_threshold + 1) * delta / (delta + 38);
}

void append_number(std::string& out, std::uint32_t number, std::uint32_t bias)
{
    for (std::uint32_t position = punycode_base;; position += punycode_base) {
        auto const threshold = position <= bias ? smallest_threshold : std::min(position - bias, largest_threshold);
        if (number < threshold)
            break;
        out += digit_of(threshold + (number - threshold) % (punycode_base - threshold));
        number = (number - threshold) / (punycode_base - threshold);
    }
    out += digit_of(number);
}

/// RFC 3492 §6.3. Labels are at most 63 characters, so nothing here overflows.
std::string punycode(std::vector<std::uint32_t> const& points)
{
    std::string out;
    for (auto const point : points) {
        if (point < first_beyond_ascii)
            out += static_cast<char>(point);
    }
    auto const basic = static_cast<std::uint32_t>(out.size());
    if (basic > 0)
        out += '-';
    std::uint32_t bias = 72;
    std::uint32_t delta = 0;
    std::uint32_t next = first_beyond_ascii;
    for (auto handled = basic; handled < points.size(); ++delta, ++next) {
        std::uint32_t smallest = UINT32_MAX;
        for (auto const point : points) {
            if (point >= next)
                smallest = std::min(smallest, point);
        }
        delta += (smallest - next) * (handled + 1);
        next = smallest;
        for (auto const point : points) {
            if (point < next)
                ++delta;
            if (point != next)
                continue;
            append_number(out, delta, bias);
            bias = adapt_bias(delta, handled + 1, handled == basic);
            delta = 0;
            ++handled;
        }
    }
    return out;
}

std::optional<std::string> ascii_label(std::string_view label)
{
    if (label.empty() || label.size() > 4 * longest_label)
        return std::nullopt;
    auto const points = code_points(label);
    auto const is_ascii = std::ranges::all_of(points, [](std::uint32_t point) { return point < first_beyond_ascii; });
    auto text = is_ascii ? std::string{label} : "xn--" + punycode(points);
    if (text.size() > longest_label)
        return std::nullopt;
    return text;
}

/// Lower case and NFKC. Not plain case folding, which turns "straße" into "strasse": another domain, perhaps another
/// owner (RFC 5892 keeps ß and ς as letters of their own).
std::optional<std::string> lower_domain(std::string_view domain)
{
    constexpr std::string_view sharp_s = "\xc3\x9f";
    constexpr std::string_view final_sigma = "\xcf\x82";
    std::string out;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= domain.size(); ++i) {
        auto const here = domain.substr(i, 2);
        if (i != domain.size() && here != sharp_s && here != final_sigma)
            continue;
        auto const folded = fold_case(domain.substr(start, i - start));
        if (!folded)
            return std::nullopt;
        out += *folded;
        out += here;
        start = ++i + 1;
    }
    return out;
}

} // namespace

std::optional<std::string> ascii_domain(std::string_view domain)
{
    auto const lower = lower_domain(domain);
    if (!lower)
        return std::nullopt;
    std::string out;
    std::string_view rest = *lower;
    while (true) {
        auto const dot = rest.find('.');
        auto const label = ascii_label(rest.substr(0, dot));
        if (!label)
            return std::nullopt;
        out += *label;
        if (dot == std::string_view::npos)
            return out;
        out += '.';
        rest.remove_prefix(dot + 1);
    }
}

std::optional<std::string> ascii_address(std::string_view address)
{
    auto const at = address.rfind('@');
    if (at == std::string_view::npos)
        return std::nullopt;
    auto const local = address.substr(0, at);
    auto const is_plain = std::ranges::all_of(local, [](char letter) { return letter > ' ' && letter <= '~'; });
    auto const domain = ascii_domain(address.substr(at + 1));
    if (local.empty() || !is_plain || !domain)
        return std::nullopt;
    return std::string{local} + "@" + *domain;
}

} // namespace zugang::idp::outbox
