#include "webauthn/attestation/tpm_structures.hpp"
#include <span>

namespace zugang::webauthn {
namespace {

// TPM_ALG_ID (Part 2, §6.3).
constexpr std::uint32_t alg_rsa = 0x0001;
constexpr std::uint32_t alg_null = 0x0010;
constexpr std::uint32_t alg_rsassa = 0x0014;
constexpr std::uint32_t alg_rsapss = 0x0016;
constexpr std::uint32_t alg_ecdsa = 0x0018;
constexpr std::uint32_t alg_ecc = 0x0023;

constexpr std::size_t clock_info_size = 17;
constexpr std::size_t firmware_version_size = 8;
constexpr std::size_t longest_name = 66; // an algorithm's number and SHA-512 (TPM2B_NAME, TPM2B_DATA)

/// Big-endian numbers and sized buffers. Once something is missing, everything after it is.
class TpmReader {
public:
    explicit TpmReader(ByteView bytes) : rest_(bytes) {}

    ByteView bytes(std::size_t size)
    {
        is_short_ = is_short_ || size > rest_.size();
        if (is_short_)
            return {};
        auto const taken = rest_.first(size);
        rest_ = rest_.subspan(size);
        return taken;
    }
    std::uint32_t number(std::size_t size)
    {
        std::uint32_t value = 0;
        for (auto const byte : bytes(size))
            value = value << 8 | byte;
        return value;
    }
    std::uint16_t number_16() { return static_cast<std::uint16_t>(number(2)); }
    Bytes sized() // TPM2B
    {
        auto const taken = bytes(number(2));
        return {taken.begin(), taken.end()};
    }
    [[nodiscard]] bool is_at_end() const { return !is_short_ && rest_.empty(); }

private:
    ByteView rest_;
    bool is_short_ = false;
};

/// TPMT_RSA_SCHEME, TPMT_ECC_SCHEME and TPMT_KDF_SCHEME: null, or one of `known` with its hash.
bool skip_scheme(TpmReader& reader, std::span<std::uint32_t const> known)
{
    auto const scheme = reader.number(2);
    if (scheme == alg_null)
        return true;
    for (auto const each : known)
        if (scheme == each) {
            static_cast<void>(reader.number(2));
            return true;
        }
    return false;
}

Bytes to_exponent(std::uint32_t number)
{
    constexpr std::uint32_t default_exponent = 65537; // written as zero (§12.2.3.5)
    if (number == 0)
        number = default_exponent;
    Bytes bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(number >> shift));
    return bytes;
}

std::optional<RsaNumbers> read_rsa_area(TpmReader& reader)
{
    constexpr std::uint32_t schemes[] = {alg_rsassa, alg_rsapss};
    if (!skip_scheme(reader, schemes))
        return std::nullopt;
    auto const bits = reader.number(2);
    auto const exponent = reader.number(4);
    auto modulus = reader.sized();
    if (modulus.size() * 8 != bits)
        return std::nullopt;
    return RsaNumbers{std::move(modulus), to_exponent(exponent)};
}

std::optional<TpmEcKey> read_ec_area(TpmReader& reader)
{
    constexpr std::uint32_t schemes[] = {alg_ecdsa};
    TpmEcKey key;
    if (!skip_scheme(reader, schemes))
        return std::nullopt;
    key.curve = reader.number_16();
    if (!skip_scheme(reader, {})) // a key that signs derives nothing
        return std::nullopt;
    key.point.x = reader.sized();
    key.point.y = reader.sized();
    return key;
}

} // namespace

std::optional<TpmPublicArea> parse_tpm_public_area(ByteView bytes)
{
    TpmReader reader{bytes};
    TpmPublicArea area;
    auto const type = reader.number(2);
    area.name_algorithm = reader.number_16();
    area.attributes = reader.number(4);
    static_cast<void>(reader.sized()); // authPolicy
    if (reader.number(2) != alg_null)  // symmetric: of storage keys only
        return std::nullopt;
    if (type == alg_rsa) {
        auto numbers = read_rsa_area(reader);
        if (!numbers)
            return std::nullopt;
        area.key = std::move(*numbers);
    } else if (type == alg_ecc) {
        auto key = read_ec_area(reader);
        if (!key)
            return std::nullopt;
        area.key = std::move(*key);
    } else {
        return std::nullopt;
    }
    return reader.is_at_end() ? std::optional{std::move(area)} : std::nullopt;
}

std::optional<TpmCertifyInfo> parse_tpm_certify_info(ByteView bytes)
{
    TpmReader reader{bytes};
    TpmCertifyInfo info;
    info.magic = reader.number(4);
    info.type = reader.number_16();
    auto const qualified_signer = reader.sized();
    info.extra_data = reader.sized();
    static_cast<void>(reader.bytes(clock_info_size));
    static_cast<void>(reader.bytes(firmware_version_size));
    info.name = reader.sized();
    auto const qualified_name = reader.sized();
    // No TPM writes more. In longer ones, which nobody looks at, somebody could hide what makes another message have
    // the same SHA-1 (decision 0024).
    for (ByteView const each :
         {ByteView{qualified_signer}, ByteView{info.extra_data}, ByteView{info.name}, ByteView{qualified_name}})
        if (each.size() > longest_name)
            return std::nullopt;
    return reader.is_at_end() ? std::optional{std::move(info)} : std::nullopt;
}

} // namespace zugang::webauthn
