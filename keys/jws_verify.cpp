#include "base/base64url.hpp"
#include "base/text.hpp"
#include "keys/jws.hpp"

namespace zugang::keys {
namespace {

constexpr std::size_t largest_jws = 65536;

struct CompactParts {
    std::string_view header;
    std::string_view payload;
    std::string_view signature;
    std::string_view signing_input;
};

std::optional<CompactParts> split_compact(std::string_view compact)
{
    auto const first = compact.find('.');
    if (first == std::string_view::npos)
        return std::nullopt;
    auto const second = compact.find('.', first + 1);
    // Five parts would be a JWE.
    if (second == std::string_view::npos || compact.find('.', second + 1) != std::string_view::npos)
        return std::nullopt;
    return CompactParts{compact.substr(0, first), compact.substr(first + 1, second - first - 1),
                        compact.substr(second + 1), compact.substr(0, second)};
}

/// The header's string, "" where it has none; fails where the member is something else.
Result<std::string> optional_string(Json const& header, std::string_view name)
{
    auto text = header.string(name);
    if (!text && header.has(name))
        return failure("the JWS header's " + std::string(name) + " is not a string");
    return std::move(text).value_or("");
}

/// Reads the header's members into `jws`. Keys a header brings along (jwk, jku, x5c, x5u) are not looked at: whoever
/// signs could name a key of his own.
Result<UnverifiedJws> read_header(std::string_view text, UnverifiedJws jws)
{
    auto const header = Json::parse(text);
    if (!header || !header->is_object())
        return failure("the JWS header is not a JSON object");
    // Extensions we do not know must be refused (RFC 7515 §4.1.11), and b64 (RFC 7797) changes what is signed.
    if (header->has("crit") || header->has("b64"))
        return failure("the JWS header demands an extension");
    auto const algorithm = header->string("alg");
    if (!algorithm || algorithm->empty())
        return failure("the JWS header names no algorithm");
    if (to_lower_ascii(*algorithm) == "none")
        return failure("the JWS is not signed");
    auto kid = optional_string(*header, "kid");
    if (!kid)
        return std::unexpected(kid.error());
    auto typ = optional_string(*header, "typ");
    if (!typ)
        return std::unexpected(typ.error());
    jws.algorithm = listed_name(*algorithm);
    jws.kid = std::move(*kid);
    jws.typ = std::move(*typ);
    return jws;
}

} // namespace

Result<UnverifiedJws> parse_jws(std::string_view compact)
{
    if (compact.size() > largest_jws)
        return failure("the JWS is longer than 64 KiB");
    auto const parts = split_compact(compact);
    if (!parts)
        return failure("the JWS has not three parts");
    // One spelling per token: a second one would slip past a list of tokens already used.
    auto const header = base64url_decode(parts->header);
    auto const payload = base64url_decode(parts->payload);
    auto signature = base64url_decode(parts->signature);
    if (!header || !payload || !signature)
        return failure("a part of the JWS is not canonical base64url");
    if (signature->empty())
        return failure("the JWS is not signed");
    UnverifiedJws jws;
    jws.header = text_of(*header);
    jws.payload = text_of(*payload);
    jws.signing_input = parts->signing_input;
    jws.signature = std::move(*signature);
    return read_header(text_of(*header), std::move(jws));
}

Result<std::string> verify_jws(UnverifiedJws const& jws, PublicKey const& key)
{
    // The key decides; the header may only agree (RFC 8725 §3.1).
    if (jws.algorithm != to_name(key.algorithm()))
        return failure("the JWS's algorithm is not the key's");
    if (!key.verify(jws.signing_input, jws.signature))
        return failure("the JWS's signature is wrong");
    return jws.payload;
}

} // namespace zugang::keys
