// The TPM's structures in an attestation (TPM 2.0 Library, Part 2: TPMT_PUBLIC §12.2.4, TPMS_ATTEST §10.12.12), read to
// the last byte.
#pragma once
#include "webauthn/cose_key.hpp"

namespace zugang::webauthn {

/// Bits of TPMA_OBJECT (§8.3): made in this TPM and bound to it.
constexpr std::uint32_t tpm_fixed_tpm = 1U << 1;
constexpr std::uint32_t tpm_fixed_parent = 1U << 4;
constexpr std::uint32_t tpm_sensitive_data_origin = 1U << 5;

struct TpmEcKey {
    std::uint16_t curve = 0; // TPM_ECC_CURVE: 3, 4, 5 are P-256, P-384, P-521
    EcPoint point;           // as the TPM writes it: perhaps without zeros in front
};

struct TpmPublicArea {
    std::uint16_t name_algorithm = 0; // TPM_ALG_ID of a hash
    std::uint32_t attributes = 0;
    std::variant<TpmEcKey, RsaNumbers> key;
};
/// Nothing for other kinds of keys, for bytes left over, and for what is too short.
[[nodiscard]] std::optional<TpmPublicArea> parse_tpm_public_area(ByteView bytes);

constexpr std::uint32_t tpm_generated_value = 0xff544347;
constexpr std::uint16_t tpm_st_attest_certify = 0x8017;

struct TpmCertifyInfo { // TPMS_ATTEST with TPMS_CERTIFY_INFO
    std::uint32_t magic = 0;
    std::uint16_t type = 0;
    Bytes extra_data;
    Bytes name; // of the object that is certified
};
/// The members are as they were given; nothing for bytes left over, and for what is too short.
[[nodiscard]] std::optional<TpmCertifyInfo> parse_tpm_certify_info(ByteView bytes);

} // namespace zugang::webauthn
