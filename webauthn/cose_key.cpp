#include "webauthn/cose_key.hpp"
#include "base/base64url.hpp"
#include "keys/jwk.hpp"
#include "webauthn/cbor.hpp"
#include "webauthn/public_pkey.hpp"
#include <bit>

namespace zugang::webauthn {
namespace {

// RFC 9052 §7.1, RFC 9053 §7: labels and values. What -1 to -3 mean depends on the key type.
constexpr std::int64_t type_label = 1;
constexpr std::int64_t algorithm_label = 3;
constexpr std::int64_t first_label = -1;
constexpr std::int64_t second_label = -2;
constexpr std::int64_t third_label = -3;
constexpr std::int64_t okp_type = 1; // OKP
constexpr std::int64_t ec_type = 2;  // EC2
constexpr std::int64_t rsa_type = 3; // RFC 8230 §4
constexpr std::int64_t ed25519_curve = 6;

constexpr std::size_t smallest_modulus = 2048;
constexpr std::size_t largest_modulus = 8192; // what is larger only keeps the server busy
constexpr std::size_t longest_exponent = 8;

struct Curve {
    std::int64_t number;
    std::size_t coordinate; // bytes
};

constexpr Curve curve_of_cose(Algorithm algorithm)
{
    if (algorithm == Algorithm::es256)
        return {1, 32};
    return algorithm == Algorithm::es384 ? Curve{2, 48} : Curve{3, 66};
}

std::unexpected<Refusal> malformed_key(std::string_view why)
{
    return refuse(Reason::malformed_key, why);
}

/// A member that is a byte string of that length, or of any where it is 0.
Bytes const* find_key_bytes(Cbor const& map, std::int64_t label, std::size_t length = 0)
{
    auto const* const member = map.find(label);
    auto const* const bytes = member != nullptr ? member->bytes() : nullptr;
    return bytes != nullptr && (length == 0 || bytes->size() == length) ? bytes : nullptr;
}

bool has_number(Cbor const& map, std::int64_t label, std::int64_t number)
{
    auto const* const member = map.find(label);
    return member != nullptr && member->integer() == number;
}

/// "MUST NOT contain any other OPTIONAL parameters": a second_label reader could act on one that we had skipped.
bool has_members(Cbor const& map, std::size_t count)
{
    return map.map()->size() == count;
}

Result<CoseKey, Refusal> read_ec(Cbor const& map, Algorithm algorithm)
{
    auto const curve = curve_of_cose(algorithm);
    auto const* const x = find_key_bytes(map, second_label, curve.coordinate);
    auto const* const y = find_key_bytes(map, third_label, curve.coordinate); // a boolean would be a compressed point
    if (!has_number(map, type_label, ec_type) || !has_number(map, first_label, curve.number) || x == nullptr ||
        y == nullptr || !has_members(map, 5))
        return malformed_key("WebAuthn L3 §5.8.5: an EC2 key on its algorithm's curve, uncompressed");
    CoseKey key{algorithm, EcPoint{*x, *y}, {}};
    if (!make_public_pkey(key))
        return malformed_key("RFC 9053 §7.1.1: the point is not on the curve");
    return key;
}

/// Any 32 bytes are a key to OpenSSL. One of small order would accept one signature for every message.
bool is_sound_ed25519(Bytes const& x)
{
    auto const jwk = JsonObject{}.add("kty", "OKP").add("crv", "Ed25519").add("x", base64url_encode(x)).str();
    return keys::PublicKey::from_jwk(Json::parse(jwk).value(), keys::Algorithm::eddsa).has_value();
}

Result<CoseKey, Refusal> read_ed25519(Cbor const& map)
{
    auto const* const x = find_key_bytes(map, second_label, 32);
    if (!has_number(map, type_label, okp_type) || !has_number(map, first_label, ed25519_curve) || x == nullptr ||
        !has_members(map, 4))
        return malformed_key("WebAuthn L3 §5.8.5: an OKP key of Ed25519");
    if (!is_sound_ed25519(*x))
        return malformed_key("RFC 9053 §7.2: the point is not on the curve, or of small order");
    return CoseKey{Algorithm::eddsa, EdPoint{*x}, {}};
}

std::size_t bits_of(Bytes const& number)
{
    return number.size() * 8 - static_cast<std::size_t>(std::countl_zero(number.front()));
}

/// As RFC 8230 §4 writes numbers: unsigned, no zero in front; both are odd by construction.
bool is_odd_number(Bytes const& number)
{
    return !number.empty() && number.front() != 0 && number.back() % 2 == 1;
}

Result<CoseKey, Refusal> read_rsa(Cbor const& map)
{
    auto const* const n = find_key_bytes(map, first_label);
    auto const* const e = find_key_bytes(map, second_label);
    if (!has_number(map, type_label, rsa_type) || n == nullptr || e == nullptr || !has_members(map, 4))
        return malformed_key("RFC 8230 §4: an RSA key with its two numbers");
    if (!is_odd_number(*n) || bits_of(*n) < smallest_modulus || bits_of(*n) > largest_modulus)
        return malformed_key("RFC 8230 §4: an odd modulus of 2048 to 8192 bits");
    // With 1 every message is its own signature.
    if (!is_odd_number(*e) || bits_of(*e) < 2 || e->size() > longest_exponent)
        return malformed_key("RFC 8230 §4: an odd exponent of 3 or more");
    return CoseKey{Algorithm::rs256, RsaNumbers{*n, *e}, {}};
}

Result<CoseKey, Refusal> read_key(Cbor const& map)
{
    if (map.map() == nullptr)
        return malformed_key("RFC 9052 §7: a key is a map");
    auto const* const number = map.find(algorithm_label);
    if (number == nullptr || !number->integer())
        return malformed_key("WebAuthn L3 §6.5.1: a key names its algorithm");
    auto const algorithm = find_algorithm(*number->integer());
    if (!algorithm)
        return refuse(Reason::unknown_algorithm, "WebAuthn L3 §7.1 step 20");
    switch (*algorithm) {
    case Algorithm::es256:
    case Algorithm::es384:
    case Algorithm::es512:
        return read_ec(map, *algorithm);
    case Algorithm::eddsa:
        return read_ed25519(map);
    case Algorithm::rs256:
        break;
    }
    return read_rsa(map);
}

} // namespace

std::optional<Algorithm> find_algorithm(std::int64_t cose)
{
    for (auto const algorithm :
         {Algorithm::es256, Algorithm::eddsa, Algorithm::es384, Algorithm::es512, Algorithm::rs256})
        if (static_cast<std::int64_t>(algorithm) == cose)
            return algorithm;
    return std::nullopt;
}

Result<CoseKey, Refusal> parse_first_cose_key(ByteView bytes, std::size_t& length)
{
    auto const map = Cbor::parse_first(bytes, length);
    if (!map)
        return std::unexpected(map.error());
    auto key = read_key(*map);
    if (key)
        key->bytes.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length));
    return key;
}

Result<CoseKey, Refusal> parse_cose_key(ByteView bytes)
{
    std::size_t length = 0;
    auto key = parse_first_cose_key(bytes, length);
    if (key && length != bytes.size())
        return malformed_key("bytes behind the key");
    return key;
}

} // namespace zugang::webauthn
