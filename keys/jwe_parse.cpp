#include "base/base64url.hpp"
#include "keys/jwe.hpp"
#include <algorithm>
#include <array>

namespace zugang::keys {
namespace {

constexpr std::size_t largest_jwe = 98304; // a JWS of the largest size fits
constexpr std::size_t jwe_parts = 5;

std::optional<std::array<std::string_view, jwe_parts>> split_jwe(std::string_view compact)
{
    if (!is_jwe(compact))
        return std::nullopt;
    std::array<std::string_view, jwe_parts> parts;
    for (auto& part : parts) {
        part = compact.substr(0, compact.find('.'));
        compact.remove_prefix(std::min(part.size() + 1, compact.size()));
    }
    return parts;
}

/// The header's string, "" where it has none; fails where the member is something else.
Result<std::string> header_string(Json const& header, std::string_view name)
{
    auto text = header.string(name);
    if (!text && header.has(name))
        return failure("the JWE header's " + std::string(name) + " is not a string");
    return std::move(text).value_or("");
}

Result<ReceivedJwe> read_jwe_header(Json const& header)
{
    if (!header.is_object())
        return failure("the JWE header is not a JSON object");
    // A compressed text tells its contents by its length, and unpacks to any size (RFC 8725 §3.6).
    if (header.has("zip"))
        return failure("the JWE is compressed");
    if (header.has("crit"))
        return failure("the JWE header demands an extension");
    auto const algorithm = parse_key_management(header.string("alg").value_or(""));
    if (!algorithm)
        return failure("the JWE header's alg is none of ours");
    auto const encryption = parse_content_encryption(header.string("enc").value_or(""));
    if (!encryption)
        return failure("the JWE header's enc is none of ours");
    auto kid = header_string(header, "kid");
    if (!kid)
        return std::unexpected(kid.error());
    auto cty = header_string(header, "cty");
    if (!cty)
        return std::unexpected(cty.error());
    return ReceivedJwe{*algorithm, *encryption, std::move(*kid), std::move(*cty), header, {}, {}, {}, {}, {}};
}

} // namespace

bool is_jwe(std::string_view compact)
{
    return std::ranges::count(compact, '.') == jwe_parts - 1;
}

Result<ReceivedJwe> parse_jwe(std::string_view compact)
{
    if (compact.size() > largest_jwe)
        return failure("the JWE is longer than 96 KiB");
    auto const parts = split_jwe(compact);
    if (!parts)
        return failure("the JWE has not five parts");
    std::array<Bytes, jwe_parts> decoded;
    for (std::size_t i = 0; i < jwe_parts; ++i) {
        auto bytes = base64url_decode((*parts)[i]);
        if (!bytes)
            return failure("a part of the JWE is not canonical base64url");
        decoded[i] = std::move(*bytes);
    }
    auto const header = Json::parse(text_of(decoded[0]));
    if (!header)
        return failure("the JWE header is not a JSON object");
    auto jwe = read_jwe_header(*header);
    if (!jwe)
        return jwe;
    jwe->associated_data = (*parts)[0];
    jwe->encrypted_key = std::move(decoded[1]);
    jwe->nonce = std::move(decoded[2]);
    jwe->ciphertext = std::move(decoded[3]);
    jwe->tag = std::move(decoded[4]);
    return jwe;
}

} // namespace zugang::keys
