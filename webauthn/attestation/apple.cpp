// WebAuthn L3 §8.8: the format "apple". Nothing is signed but a certificate made for this one key: it holds the hash of
// what would have been signed.
#include "base/sha256.hpp"
#include "webauthn/attestation/statement.hpp"
#include <algorithm>
#include <array>

namespace zugang::webauthn {
namespace {

constexpr auto nonce_extension = "1.2.840.113635.100.8.2";

/// What the certificate was made for: SEQUENCE { [1] { OCTET STRING of 32 bytes } }, in the one way DER has for it.
std::optional<Bytes> read_nonce(Certificate const& leaf)
{
    constexpr std::array<std::uint8_t, 6> wrapping{0x30, 0x24, 0xa1, 0x22, 0x04, 0x20};
    constexpr std::size_t nonce_size = 32;
    auto const found = leaf.extensions(nonce_extension);
    if (found.size() != 1 || found.front().value.size() != wrapping.size() + nonce_size ||
        !std::equal(wrapping.begin(), wrapping.end(), found.front().value.begin()))
        return std::nullopt;
    return Bytes(found.front().value.end() - nonce_size, found.front().value.end());
}

} // namespace

Result<Attestation, Refusal> verify_apple(Cbor const& statement, AttestationSubject const& subject)
{
    // Step 1: the syntax. Some of Apple's devices add "alg", which nothing is signed with.
    auto chain = read_chain(statement);
    if (!chain)
        return refuse(Reason::malformed_statement, "WebAuthn L3 §8.8 step 1");
    // Steps 2 to 4: the hash of authenticatorData and clientDataHash is what the certificate was made for.
    auto const nonce = read_nonce(chain->leaf);
    if (!nonce)
        return refuse(Reason::malformed_statement, "WebAuthn L3 §8.8 step 4: the certificate has no nonce");
    if (*nonce != sha256(to_be_signed(subject)))
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.8 step 4");
    // Step 5: the certified key is the credential's.
    if (!chain->leaf.has_key(subject.credential.key))
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.8 step 5");
    return Attestation{
        .format = "apple", .type = AttestationType::anonymization_ca, .certificates = std::move(chain->certificates)};
}

} // namespace zugang::webauthn
