#include "base/base64url.hpp"
#include "keys/algorithm_traits.hpp"
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

/// What the JWK says it is for must not contradict `traits`.
Result<void> check_purpose(Json const& jwk, AlgorithmTraits const& traits)
{
    for (auto const name : private_member_names)
        if (jwk.has(name))
            return failure("the JWK holds a private member");
    if (jwk.string("kty") != traits.kty)
        return failure("the JWK's kty does not fit " + std::string(traits.name));
    if (!traits.curve.empty() && jwk.string("crv") != traits.curve)
        return failure("the JWK's crv does not fit " + std::string(traits.name));
    if (jwk.has("alg") && jwk.string("alg") != traits.name)
        return failure("the JWK's alg is not " + std::string(traits.name));
    if (jwk.has("use") && jwk.string("use") != "sig")
        return failure("the JWK is not for signatures");
    if (jwk.has("key_ops")) {
        auto const operations = jwk.strings("key_ops");
        if (!operations || std::ranges::find(*operations, "verify") == operations->end())
            return failure("the JWK's key_ops do not allow to verify");
    }
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

std::string add_numbers(JsonObject object, PublicMembers const& members, AlgorithmTraits const& traits)
{
    switch (traits.key_type) {
    case KeyType::ec:
        object.add("x", base64url_encode(members.first)).add("y", base64url_encode(members.second));
        break;
    case KeyType::rsa:
        object.add("n", base64url_encode(members.first));
        break;
    case KeyType::okp:
        object.add("x", base64url_encode(members.first));
        break;
    }
    return object.str();
}

} // namespace

Result<PublicMembers> parse_public_members(Json const& jwk, Algorithm algorithm)
{
    if (!jwk.is_object())
        return failure("the JWK is not an object");
    auto const& traits = traits_of(algorithm);
    if (auto purpose = check_purpose(jwk, traits); !purpose)
        return std::unexpected(purpose.error());
    if (traits.key_type == KeyType::rsa)
        return parse_rsa(jwk);
    auto x = parse_coordinate(jwk, "x", traits.coordinate);
    if (!x)
        return std::unexpected(x.error());
    if (traits.key_type == KeyType::okp)
        return PublicMembers{std::move(*x), {}};
    auto y = parse_coordinate(jwk, "y", traits.coordinate);
    if (!y)
        return std::unexpected(y.error());
    return PublicMembers{std::move(*x), std::move(*y)};
}

std::string thumbprint_input(PublicMembers const& members, Algorithm algorithm)
{
    auto const& traits = traits_of(algorithm);
    JsonObject object;
    if (traits.key_type == KeyType::rsa)
        object.add("e", base64url_encode(members.second));
    else
        object.add("crv", traits.curve);
    object.add("kty", traits.kty);
    return add_numbers(std::move(object), members, traits);
}

std::string render_public_jwk(PublicMembers const& members, Algorithm algorithm, std::string_view kid)
{
    auto const& traits = traits_of(algorithm);
    JsonObject object;
    object.add("kty", traits.kty).add("use", "sig").add("alg", traits.name).add("kid", kid);
    if (traits.key_type == KeyType::rsa)
        object.add("e", base64url_encode(members.second));
    else
        object.add("crv", traits.curve);
    return add_numbers(std::move(object), members, traits);
}

} // namespace zugang::keys
