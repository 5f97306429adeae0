// WebAuthn L3 §8.3: the format "tpm". The TPM's attestation identity key (AIK) certifies the credential's key.
#include "webauthn/attestation/statement.hpp"
#include "webauthn/attestation/tpm_structures.hpp"
#include "webauthn/digest.hpp"
#include <algorithm>

namespace zugang::webauthn {
namespace {

// TCG EK Credential Profile §3.2.9 and TCG registry.
constexpr auto tpm_manufacturer = "2.23.133.2.1";
constexpr auto tpm_model = "2.23.133.2.2";
constexpr auto tpm_version = "2.23.133.2.3";
constexpr auto aik_certificate_usage = "2.23.133.8.3";

/// The same number, whatever zeros stand in front.
bool is_same_number(ByteView one, ByteView other)
{
    auto const strip = [](ByteView number) {
        auto const first = std::ranges::find_if(number, [](std::uint8_t byte) { return byte != 0; });
        return number.subspan(static_cast<std::size_t>(first - number.begin()));
    };
    return std::ranges::equal(strip(one), strip(other));
}

std::uint16_t tpm_curve_of(Algorithm algorithm)
{
    if (algorithm == Algorithm::es256)
        return 0x0003;
    return algorithm == Algorithm::es384 ? 0x0004 : 0x0005;
}

/// Step 2: the public area's key is the credential's.
bool is_key_of(TpmPublicArea const& area, CoseKey const& key)
{
    if (auto const* const point = std::get_if<EcPoint>(&key.numbers)) {
        auto const* const given = std::get_if<TpmEcKey>(&area.key);
        return given != nullptr && given->curve == tpm_curve_of(key.algorithm) &&
               is_same_number(given->point.x, point->x) && is_same_number(given->point.y, point->y);
    }
    auto const* const numbers = std::get_if<RsaNumbers>(&key.numbers);
    auto const* const given = std::get_if<RsaNumbers>(&area.key);
    return numbers != nullptr && given != nullptr && is_same_number(given->n, numbers->n) &&
           is_same_number(given->e, numbers->e);
}

/// The Name of an object: its hash algorithm, and its public area hashed (TPM 2.0 Library, Part 1, §16).
std::optional<Bytes> name_of(TpmPublicArea const& area, ByteView bytes)
{
    auto const hash = hash_as_tpm(area.name_algorithm, bytes);
    if (!hash)
        return std::nullopt;
    Bytes name{static_cast<std::uint8_t>(area.name_algorithm >> 8), static_cast<std::uint8_t>(area.name_algorithm)};
    name.insert(name.end(), hash->begin(), hash->end());
    return name;
}

/// "id:494E5443": the vendor's four characters in hexadecimal.
bool is_manufacturer(std::string_view text)
{
    return text.size() == 11 && text.starts_with("id:") && std::ranges::all_of(text.substr(3), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
           });
}

/// §8.3.1.
bool is_aik_certificate(Certificate const& leaf)
{
    auto const manufacturer = leaf.alternative_directory(tpm_manufacturer);
    return leaf.is_version_3() && leaf.has_empty_subject() && manufacturer && is_manufacturer(*manufacturer) &&
           leaf.alternative_directory(tpm_model) && leaf.alternative_directory(tpm_version) &&
           leaf.has_extended_key_usage(aik_certificate_usage) && leaf.is_end_entity();
}

bool is_bound_to_tpm(TpmPublicArea const& area)
{
    constexpr auto bound = tpm_fixed_tpm | tpm_fixed_parent | tpm_sensitive_data_origin;
    return (area.attributes & bound) == bound;
}

struct TpmStatement {
    StatementSignature given;
    CertificateChain chain;
    Bytes const& certify_bytes;
    Bytes const& area_bytes;
    TpmPublicArea area;
};

Bytes const* bytes_member(Cbor const& statement, std::string_view name)
{
    auto const* const member = statement.find(name);
    return member != nullptr ? member->bytes() : nullptr;
}

/// Step 1: the syntax.
std::optional<TpmStatement> read_tpm_statement(Cbor const& statement)
{
    auto const* const version = statement.find("ver");
    auto const given = read_signature(statement);
    auto chain = read_chain(statement);
    auto const* const certify_bytes = bytes_member(statement, "certInfo");
    auto const* const area_bytes = bytes_member(statement, "pubArea");
    if (version == nullptr || version->text() == nullptr || *version->text() != "2.0" || !given || !chain ||
        certify_bytes == nullptr || area_bytes == nullptr)
        return std::nullopt;
    auto area = parse_tpm_public_area(*area_bytes);
    if (!area)
        return std::nullopt;
    return TpmStatement{*given, std::move(*chain), *certify_bytes, *area_bytes, std::move(*area)};
}

/// Step 4: certInfo speaks of this ceremony and of this public area.
Result<void, Refusal> check_certify_info(TpmStatement const& read, AttestationSubject const& subject)
{
    auto const info = parse_tpm_certify_info(read.certify_bytes);
    if (!info)
        return refuse(Reason::malformed_statement, "WebAuthn L3 §8.3 step 4: certInfo");
    // Without its magic number the TPM would have signed as a message what somebody had prepared.
    if (info->magic != tpm_generated_value || info->type != tpm_st_attest_certify)
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.3 step 4: magic and type");
    auto const hash = hash_as_cose(read.given.algorithm, to_be_signed(subject));
    if (!hash || info->extra_data != *hash)
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.3 step 4: extraData");
    auto const name = name_of(read.area, read.area_bytes);
    if (!name || info->name != *name)
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.3 step 4: name");
    return {};
}

} // namespace

Result<Attestation, Refusal> verify_tpm(Cbor const& statement, AttestationSubject const& subject)
{
    auto read = read_tpm_statement(statement);
    if (!read)
        return refuse(Reason::malformed_statement, "WebAuthn L3 §8.3 step 1");
    if (!is_key_of(read->area, subject.credential.key))
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.3 step 2");
    // Step 4: sig over certInfo by the AIK with alg. RS1 is what the TPMs of many Windows computers sign with; the
    // attack on SHA-1 that needs two messages of one's own making finds no room in certInfo (decision 0024).
    if (!read->chain.leaf.verify(read->given.algorithm, read->certify_bytes, read->given.signature))
        return refuse(Reason::wrong_signature, "WebAuthn L3 §8.3 step 4: sig");
    if (auto const checked = check_certify_info(*read, subject); !checked)
        return std::unexpected(checked.error());
    if (!is_aik_certificate(read->chain.leaf))
        return refuse(Reason::malformed_statement, "WebAuthn L3 §8.3.1");
    // The AAGUID in the certificate, where there is one.
    if (!agrees_on_aaguid(read->chain.leaf, subject.credential.aaguid, /*may_be_critical=*/true))
        return refuse(Reason::wrong_statement, "WebAuthn L3 §8.3 step 4: AAGUID");
    return Attestation{.format = "tpm",
                       .type = AttestationType::certificate,
                       .certificates = std::move(read->chain.certificates),
                       .is_in_hardware = is_bound_to_tpm(read->area)};
}

} // namespace zugang::webauthn
