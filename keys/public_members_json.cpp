#include "base/base64url.hpp"
#include "base/sha256.hpp"
#include "keys/algorithm.hpp"
#include "keys/public_members.hpp"
#include <algorithm>
#include <array>
#include <bit>

namespace zugang::keys {
namespace {

constexpr std::array<std::string_view, 8> private_member_names{"d", "p", "q", "dp", "dq", "qi", "oth", "k"};

constexpr std::size_t smallest_rsa_bits = 2048;
constexpr std::size_t largest_rsa_bits = 8192; // a longer modulus makes each verification a way to waste our time
constexpr std::size_t largest_exponent_bytes = 4;

std::size_t count_bits(ByteView number)
{
    return number.empty() ? 0 : (number.size() - 1) * 8 + static_cast<std::size_t>(std::bit_width(number[0]));
}

/// A big-endian number in the fewest bytes (Base64urlUInt, RFC 7518 §2): a leading zero would give one key two
/// thumbprints.
Result<Bytes> parse_number(Json const& jwk, std::string_view name)
{
    auto const text = jwk.string(name);
    if (!text)
        return failure("the JWK lacks " + std::string(name));
    auto number = base64url_decode(*text);
    if (!number || number->empty() || number->front() == 0)
        return failure("the JWK's " + std::string(name) + " is not a number in base64url");
    return std::move(*number);
}

/// A coordinate in full length (RFC 7518 §6.2.1.2).
Result<Bytes> parse_coordinate(Json const& jwk, std::string_view name, std::size_t size)
{
    auto const text = jwk.string(name);
    if (!text)
        return failure("the JWK lacks " + std::string(name));
    auto coordinate = base64url_decode(*text);
    if (!coordinate || coordinate->size() != size)
        return failure("the JWK's " + std::string(name) + " has not the length of its curve");
    return std::move(*coordinate);
}

/// What the JWK says it is for must not contradict `purpose`.
Result<void> check_purpose(Json const& jwk, KeyPurpose const& purpose)
{
    if (jwk.has("alg") && listed_name(jwk.string("alg").value_or("")) != purpose.algorithm)
        return failure("the JWK's alg is not " + std::string(purpose.algorithm));
    if (jwk.has("use") && jwk.string("use") != purpose.use)
        return failure("the JWK's use is not " + std::string(purpose.use));
    if (jwk.has("key_ops")) {
        auto const operations = jwk.strings("key_ops");
        if (!operations || std::ranges::find_first_of(*operations, purpose.operations) == operations->end())
            return failure("the JWK's key_ops do not allow what it is wanted for");
    }
    return {};
}

Result<void> check_type(Json const& jwk, KeyShape const& shape)
{
    if (has_private_member(jwk))
        return failure("the JWK holds a private member");
    if (jwk.string("kty") != shape.kty)
        return failure("the JWK's kty is not " + std::string(shape.kty));
    if (!shape.curve.empty() && jwk.string("crv") != shape.curve)
        return failure("the JWK's crv is not " + std::string(shape.curve));
    return {};
}

Result<PublicMembers> parse_rsa(Json const& jwk)
{
    auto modulus = parse_number(jwk, "n");
    if (!modulus)
        return std::unexpected(modulus.error());
    auto exponent = parse_number(jwk, "e");
    if (!exponent)
        return std::unexpected(exponent.error());
    if (count_bits(*modulus) < smallest_rsa_bits)
        return failure("the RSA key is shorter than 2048 bits");
    if (count_bits(*modulus) > largest_rsa_bits)
        return failure("the RSA key is longer than 8192 bits");
    // e = 1 makes every message its own signature.
    auto const is_one = exponent->size() == 1 && exponent->front() == 1;
    if (is_one || exponent->back() % 2 == 0 || exponent->size() > largest_exponent_bytes)
        return failure("the RSA exponent is not an odd number of 3 to 32 bits");
    return PublicMembers{std::move(*modulus), std::move(*exponent)};
}

JsonObject& add_numbers(JsonObject& object, PublicMembers const& members, KeyShape const& shape)
{
    switch (shape.type) {
    case KeyType::ec:
        return object.add("x", base64url_encode(members.first)).add("y", base64url_encode(members.second));
    case KeyType::rsa:
        return object.add("n", base64url_encode(members.first));
    case KeyType::okp:
        break;
    }
    return object.add("x", base64url_encode(members.first));
}

} // namespace

bool has_private_member(Json const& jwk)
{
    return std::ranges::any_of(private_member_names, [&](auto const name) { return jwk.has(name); });
}

Result<PublicMembers> parse_public_members(Json const& jwk, KeyShape const& shape, KeyPurpose const& purpose)
{
    if (!jwk.is_object())
        return failure("the JWK is not an object");
    if (auto type = check_type(jwk, shape); !type)
        return std::unexpected(type.error());
    if (auto fits = check_purpose(jwk, purpose); !fits)
        return std::unexpected(fits.error());
    if (shape.type == KeyType::rsa)
        return parse_rsa(jwk);
    auto x = parse_coordinate(jwk, "x", shape.coordinate);
    if (!x)
        return std::unexpected(x.error());
    if (shape.type == KeyType::okp)
        return PublicMembers{std::move(*x), {}};
    auto y = parse_coordinate(jwk, "y", shape.coordinate);
    if (!y)
        return std::unexpected(y.error());
    return PublicMembers{std::move(*x), std::move(*y)};
}

std::string thumbprint_of(PublicMembers const& members, KeyShape const& shape)
{
    JsonObject object;
    if (shape.type == KeyType::rsa)
        object.add("e", base64url_encode(members.second));
    else
        object.add("crv", shape.curve);
    object.add("kty", shape.kty);
    return base64url_encode(sha256(bytes_of(add_numbers(object, members, shape).str())));
}

std::string render_public_jwk(PublicMembers const& members, KeyShape const& shape, JwkLabels const& labels)
{
    JsonObject object;
    object.add("kty", shape.kty);
    auto const add_label = [&](std::string_view name, std::string_view value) {
        if (!value.empty())
            object.add(name, value);
    };
    add_label("use", labels.use);
    add_label("alg", labels.algorithm);
    add_label("kid", labels.kid);
    if (shape.type == KeyType::rsa)
        object.add("e", base64url_encode(members.second));
    else
        object.add("crv", shape.curve);
    return add_numbers(object, members, shape).str();
}

} // namespace zugang::keys
