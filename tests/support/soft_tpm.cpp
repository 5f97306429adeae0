#include "tests/support/soft_tpm.hpp"
#include "base/sha256.hpp"
#include "tests/support/soft_ceremony.hpp"

namespace zugang::tests {
namespace {

/// TPM2B: two bytes of length, then the bytes.
Bytes sized(ByteView bytes)
{
    return joined({big_endian_16(static_cast<std::uint16_t>(bytes.size())), bytes});
}

std::uint16_t curve_of(KeyKind kind)
{
    constexpr std::uint16_t p256 = 3;
    constexpr std::uint16_t p384 = 4;
    constexpr std::uint16_t p521 = 5;
    return kind == KeyKind::es384 ? p384 : kind == KeyKind::es512 ? p521 : p256;
}

} // namespace

TpmPublicArea TpmPublicArea::of(SoftKey const& key)
{
    if (key.kind() == KeyKind::rs256 || key.kind() == KeyKind::rs256_3072) {
        auto n = key.n();
        auto const bits = static_cast<std::uint16_t>(n.size() * 8);
        return {.type = tpm::rsa, .key_bits = bits, .first = std::move(n)};
    }
    return {.type = tpm::ecc, .curve = curve_of(key.kind()), .first = key.x(), .second = key.y()};
}

Bytes TpmPublicArea::encode() const
{
    auto const head = joined({big_endian_16(type), big_endian_16(name_algorithm), big_endian_32(attributes),
                              sized(policy), big_endian_16(symmetric), big_endian_16(scheme)});
    if (type == tpm::rsa)
        return joined({head, big_endian_16(key_bits), big_endian_32(exponent), sized(first)});
    return joined({head, big_endian_16(curve), big_endian_16(derivation), sized(first), sized(second)});
}

Bytes TpmPublicArea::name() const
{
    return joined({big_endian_16(name_algorithm), sha256(encode())});
}

Bytes TpmCertInfo::encode() const
{
    return joined({big_endian_32(magic), big_endian_16(type), sized(qualified_signer), sized(extra_data), clock,
                   firmware, sized(name), sized(qualified_name), trailing});
}

} // namespace zugang::tests
