#include "keys/algorithm.hpp"
#include "keys/algorithm_traits.hpp"
#include <array>

namespace zugang::keys {
namespace {

// In the order of the enumeration. A symmetric algorithm has no place here: HS256 checked with a public key's bytes is
// the classic confusion attack (RFC 8725 §2.1).
constexpr std::array<AlgorithmTraits, 5> algorithm_table{{
    {Algorithm::es256, "ES256", p256_shape, "SHA256"},
    {Algorithm::es384, "ES384", p384_shape, "SHA384"},
    {Algorithm::rs256, "RS256", rsa_shape, "SHA256"},
    {Algorithm::ps256, "PS256", rsa_shape, "SHA256"},
    {Algorithm::eddsa, "EdDSA", ed25519_shape, nullptr},
}};

} // namespace

AlgorithmTraits const& traits_of(Algorithm algorithm)
{
    return algorithm_table.at(static_cast<std::size_t>(algorithm));
}

std::string_view to_name(Algorithm algorithm)
{
    return traits_of(algorithm).name;
}

std::string_view listed_name(std::string_view name)
{
    return name == "Ed25519" ? to_name(Algorithm::eddsa) : name;
}

std::optional<Algorithm> parse_algorithm(std::string_view name)
{
    for (auto const& row : algorithm_table)
        if (row.name == name)
            return row.algorithm;
    return std::nullopt;
}

} // namespace zugang::keys
