// What must hold for any input to the parsers of base.
#pragma once
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "tests/fuzz/require.hpp"

namespace zugang::fuzz {

/// What is accepted is written out and read back the same, and is UTF-8 throughout.
inline void try_json(std::string_view input)
{
    auto const json = Json::parse(input);
    if (!json)
        return;
    auto const text = json->dump();
    require(is_utf8(text), "JSON is written as UTF-8");
    JsonLimits wide;
    wide.bytes = text.size();
    auto const again = Json::parse(text, wide);
    require(again && again->dump() == text, "JSON reads back");
    require(json->is_object() || json->members().empty(), "only objects have members");
    for (auto const& [name, value] : json->members())
        require(json->find(name)->dump() == value.dump(), "every member is found by its name");
}

/// A value has one spelling.
inline void try_base64url(std::string_view input)
{
    if (auto const bytes = base64url_decode(input))
        require(base64url_encode(*bytes) == input, "base64url is canonical");
    if (auto const bytes = base64_decode(input))
        require(base64_encode(*bytes) == input, "base64 is canonical");
    require(base64url_decode(base64url_encode(bytes_of(input))).has_value(), "what is encoded can be decoded");
}

/// What is accepted means the same when it is put together again, and hides no second host.
inline void try_url(std::string_view input)
{
    if (auto const decoded = percent_decode(input, /*plus_is_space=*/true))
        require(percent_decode(percent_encode(*decoded), /*plus_is_space=*/true) == decoded, "escapes read back");
    auto const url = parse_url(input);
    if (!url)
        return;
    require(url->host.find_first_of("@/\\?# %") == std::string::npos, "a host is only a host");
    require(input.find_first_of(std::string_view("\\ \"<>\r\n\t\0", 9)) == std::string_view::npos, "no such character");
    auto const authority =
        url->host.empty() ? std::string{} : "//" + url->host + (url->port.empty() ? "" : ":" + url->port);
    auto const again =
        parse_url(url->scheme + ":" + authority + url->path + (url->query.empty() ? "" : "?" + url->query));
    if (url->host.empty() && url->path.starts_with("//"))
        return; // an empty authority before a path of two slashes cannot be put together without it
    require(again && again->origin() == url->origin() && again->path == url->path && again->query == url->query,
            "URLs read back");
    auto const extended = parse_url(append_query(input, {{"code", "a&b=c"}}));
    require(extended && extended->origin() == url->origin() && extended->path == url->path,
            "a parameter changes only the query");
    require(extended->query.ends_with("code=a%26b%3Dc"), "the parameter stands at the query's end");
}

} // namespace zugang::fuzz
