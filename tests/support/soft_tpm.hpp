// The TPM's structures in an attestation statement (TPM 2.0 Library, Part 2, §12.2.4 TPMT_PUBLIC and §10.12.12
// TPMS_ATTEST), for tests: plain members, each may be changed.
#pragma once
#include "tests/support/soft_key.hpp"

namespace zugang::tests {

namespace tpm {
constexpr std::uint16_t rsa = 0x0001;
constexpr std::uint16_t sha256 = 0x000b;
constexpr std::uint16_t null = 0x0010;
constexpr std::uint16_t ecc = 0x0023;
constexpr std::uint16_t certify = 0x8017;
constexpr std::uint32_t generated = 0xff544347;
} // namespace tpm

struct TpmPublicArea {
    std::uint16_t type = tpm::ecc;
    std::uint16_t name_algorithm = tpm::sha256;
    std::uint32_t attributes = 0x00060072;
    Bytes policy = {};
    std::uint16_t symmetric = tpm::null;
    std::uint16_t scheme = tpm::null;
    std::uint16_t key_bits = 0; // RSA
    std::uint32_t exponent = 0; // RSA; zero means 65537
    std::uint16_t curve = 0;    // ECC
    std::uint16_t derivation = tpm::null;
    Bytes first = {};  // n or x
    Bytes second = {}; // y

    [[nodiscard]] static TpmPublicArea of(SoftKey const& key);
    [[nodiscard]] Bytes encode() const;
    /// The algorithm and the hash of what stands above (Part 1 §16).
    [[nodiscard]] Bytes name() const;
};

struct TpmCertInfo {
    std::uint32_t magic = tpm::generated;
    std::uint16_t type = tpm::certify;
    Bytes qualified_signer;
    Bytes extra_data;
    Bytes clock = Bytes(17);
    Bytes firmware = Bytes(8);
    Bytes name;
    Bytes qualified_name;
    Bytes trailing = {};

    [[nodiscard]] Bytes encode() const;
};

} // namespace zugang::tests
