// What must hold for any input to the parsers of http.
#pragma once
#include "base/text.hpp"
#include "base/url.hpp"
#include "http/cookie.hpp"
#include "http/parameters.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/http/reading.hpp"

namespace zugang::fuzz {

/// A form that is accepted is UTF-8 without NUL, within its bounds, and reads back the same.
inline void try_form(std::string_view input)
{
    auto const form = http::Parameters::parse(input, 50);
    if (!form)
        return;
    require(form->all().size() <= 50, "fields are counted");
    for (auto const& [name, value] : form->all()) {
        require(is_utf8(name) && is_utf8(value), "fields are UTF-8");
        require(name.find('\0') == std::string::npos && value.find('\0') == std::string::npos, "no NUL");
        require(form->has(name), "every field is found by its name");
    }
    auto const again = http::Parameters::parse(encode_form(form->all()), 50);
    require(again && again->all() == form->all(), "forms read back");
}

/// No cookie is found by a name that does not stand in the header.
inline void try_cookies(std::string_view input)
{
    auto const cookies = http::Cookies::parse(input);
    auto const found = cookies.find("__Host-session");
    if (!found)
        return;
    require(input.find("__Host-session=" + *found) != std::string_view::npos, "a cookie found stands in the header");
    require(found->find(';') == std::string::npos, "a value ends at the separator");
}

/// However the bytes are sliced the same is read, and what is accepted keeps the rules. The first byte chooses the
/// slices.
inline void try_request(std::string_view input)
{
    if (input.empty())
        return;
    auto seed = static_cast<unsigned char>(input.front()) + 1U;
    auto const bytes = input.substr(1);
    http::server::Limits small;
    small.header_line = 64;
    small.header_count = 6;
    small.header_bytes = 160;
    small.target = 48;
    small.body = 40;
    auto const next_size = [&seed] {
        seed = seed * 1103515245U + 12345U;
        return std::size_t{1} + (seed >> 16) % 9;
    };
    for (auto const& limits : {http::server::Limits{}, small})
        require(tests::read_in_pieces(bytes, next_size, limits) == tests::read_at_once(bytes, limits),
                "slices do not matter");

    http::server::Limits const limits;
    std::vector<std::string> const any_host;
    http::server::RequestReader reader(limits, any_host);
    auto const taken = reader.feed(bytes);
    if (!taken || !reader.is_complete())
        return;
    auto const request = reader.take();
    require(*taken <= bytes.size(), "no more is taken than there is");
    require(request.path.starts_with('/') && request.header("Host").has_value(), "a path and one host");
    require(request.count_headers("Transfer-Encoding") + request.count_headers("Content-Length") <= 1, "one framing");
    require(request.body.size() <= limits.body && request.headers.size() <= limits.header_count, "within the limits");
}

} // namespace zugang::fuzz
