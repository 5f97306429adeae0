#include "tests/support/soft_attestation.hpp"
#include "base/sha256.hpp"
#include "tests/support/soft_authenticator.hpp"
#include "tests/support/soft_der.hpp"
#include <algorithm>
#include <stdexcept>

namespace zugang::tests {
namespace {

/// What a format's function works on.
struct Work {
    SoftRegistration& registration;
    SoftDevice const& device;
    SoftKey const& key; // the credential's
    SoftStatement const& changes;

    [[nodiscard]] Bytes message() const
    {
        return signed_message(registration.authenticator_data, registration.client_data);
    }
};

template <class T>
void change(std::function<void(T&)> const& how, T& what)
{
    if (how)
        how(what);
}

/// Whose key attests where it is not the credential's own.
SoftKey make_attestation_key(KeyKind kind)
{
    constexpr int not_a_credential = 1000;
    return SoftKey::make(kind, not_a_credential);
}

enum class Chain { leaf, with_intermediate, with_root };

/// x5c, with a leaf of that plan for `key`. A chain of the leaf alone has it from the root.
Bytes make_chain(Work const& work, SoftKey const& key, CertificatePlan plan, Chain length)
{
    change(work.changes.change_leaf, plan);
    auto const& authority = SoftAuthority::of_run(work.changes.authority);
    auto const& issuer = length == Chain::leaf ? authority.root : authority.intermediate;
    std::vector<Bytes> chain{make_certificate(work.changes.certified_key.value_or(key), plan, &issuer).der};
    if (length != Chain::leaf)
        chain.push_back(authority.intermediate.der);
    if (length == Chain::with_root)
        chain.push_back(authority.root.der);
    change(work.changes.change_x5c, chain);
    std::vector<Bytes> items;
    for (auto const& each : chain)
        items.push_back(cbor::bytes(each));
    return cbor::array(items);
}

Bytes sign(Work const& work, SoftKey const& key, Bytes message)
{
    change(work.changes.change_message, message);
    auto const& certified = work.changes.certified_key;
    return certified && work.changes.certified_key_signs ? certified->sign(message) : key.sign(message);
}

void finish(Work const& work, char const* format, cbor::Members members)
{
    change(work.changes.change_members, members);
    work.registration.format = format;
    work.registration.statement = cbor::map(members);
}

SoftExtension aaguid_extension(Work const& work)
{
    return {oid::fido_aaguid, der::octets(work.device.aaguid)};
}

/// §8.2, self attestation.
void attest_by_self(Work const& work)
{
    finish(work, "packed",
           {{cbor::text("alg"), cbor::integer(cose_algorithm(work.key.kind()))},
            {cbor::text("sig"), cbor::bytes(sign(work, work.key, work.message()))}});
}

/// §8.2, the certificate as §8.2.1 wants it.
void attest_packed(Work const& work)
{
    auto const key = make_attestation_key(work.device.attestation_key);
    CertificatePlan const plan{
        .subject = {{"C", "DE"}, {"O", "Musterwerk"}, {"OU", "Authenticator Attestation"}, {"CN", "Schlüssel 5"}},
        .extensions = {aaguid_extension(work)}};
    finish(work, "packed",
           {{cbor::text("alg"), cbor::integer(cose_algorithm(key.kind()))},
            {cbor::text("sig"), cbor::bytes(sign(work, key, work.message()))},
            {cbor::text("x5c"), make_chain(work, key, plan, Chain::with_intermediate)}});
}

/// §8.6: what U2F's registration response signed.
void attest_u2f(Work const& work)
{
    auto const key = make_attestation_key(KeyKind::es256);
    auto const rp_id_hash = ByteView(work.registration.authenticator_data).first(32);
    auto const message = joined({Bytes{0}, rp_id_hash, sha256(bytes_of(work.registration.client_data)),
                                 work.registration.id, Bytes{4}, work.key.x(), work.key.y()});
    CertificatePlan const plan{.subject = {{"CN", "U2F 0815"}}, .constraints = CertificatePlan::Constraints::none};
    finish(work, "fido-u2f",
           {{cbor::text("sig"), cbor::bytes(sign(work, key, message))},
            {cbor::text("x5c"), make_chain(work, key, plan, Chain::leaf)}});
}

/// §8.3.1: subject empty, names of the TPM, the purpose tcg-kp-AIKCertificate.
CertificatePlan plan_aik(Work const& work)
{
    return {.subject = {},
            .extensions = {{oid::subject_alternative_name, tpm_names("id:494E5443", "NPCT75x", "id:00070002"), true},
                           {oid::extended_key_usage, key_usage("2.23.133.8.3")},
                           aaguid_extension(work)}};
}

/// §8.3.
void attest_tpm(Work const& work)
{
    auto const key = make_attestation_key(work.device.attestation_key);
    auto area = TpmPublicArea::of(work.key);
    change(work.changes.change_public_area, area);
    TpmCertInfo info{.qualified_signer = joined({big_endian_16(tpm::sha256), sha256(Bytes{1})}),
                     .extra_data = sha256(work.message()),
                     .name = area.name(),
                     .qualified_name = joined({big_endian_16(tpm::sha256), sha256(Bytes{2})})};
    change(work.changes.change_cert_info, info);
    auto const cert_info = info.encode();
    finish(work, "tpm",
           {{cbor::text("ver"), cbor::text("2.0")},
            {cbor::text("alg"), cbor::integer(cose_algorithm(key.kind()))},
            {cbor::text("x5c"), make_chain(work, key, plan_aik(work), Chain::with_intermediate)},
            {cbor::text("sig"), cbor::bytes(sign(work, key, cert_info))},
            {cbor::text("certInfo"), cbor::bytes(cert_info)},
            {cbor::text("pubArea"), cbor::bytes(area.encode())}});
}

/// §8.4: the certificate is for the credential's key, and its extension tells how that was made.
void attest_android_key(Work const& work)
{
    AndroidKeyDescription description{.challenge = sha256(bytes_of(work.registration.client_data))};
    change(work.changes.change_description, description);
    CertificatePlan const plan{.subject = {{"CN", "Android Keystore Key"}},
                               .constraints = CertificatePlan::Constraints::none,
                               .extensions = {{oid::android_key_description, description.encode()}}};
    finish(work, "android-key",
           {{cbor::text("alg"), cbor::integer(cose_algorithm(work.key.kind()))},
            {cbor::text("sig"), cbor::bytes(sign(work, work.key, work.message()))},
            {cbor::text("x5c"), make_chain(work, work.key, plan, Chain::with_root)}});
}

/// §8.8: nothing is signed but the certificate, which holds the hash of what would have been.
void attest_apple(Work const& work)
{
    auto message = work.message();
    change(work.changes.change_message, message);
    CertificatePlan const plan{
        .subject = {{"CN", "Musterwerk 13"}, {"OU", "AAA Certification"}, {"O", "Musterwerk"}},
        .extensions = {{oid::apple_nonce, der::sequence({der::tagged(1, der::octets(sha256(message)))})}}};
    finish(work, "apple", {{cbor::text("x5c"), make_chain(work, work.key, plan, Chain::with_intermediate)}});
}

Bytes encode_authorizations(AndroidAuthorizations const& list)
{
    Bytes purposes;
    for (auto const each : list.purposes)
        purposes = joined({purposes, der::integer(each)});
    return der::sequence({list.purposes.empty() ? Bytes{} : der::tagged(1, der::set({purposes})),
                          list.all_applications ? der::tagged(600, der::null()) : Bytes{},
                          list.origin ? der::tagged(702, der::integer(*list.origin)) : Bytes{}, list.more});
}

} // namespace

char const* to_text(AttestationKind kind)
{
    switch (kind) {
    case AttestationKind::none:
        return "none";
    case AttestationKind::self:
        return "self";
    case AttestationKind::packed:
        return "packed";
    case AttestationKind::fido_u2f:
        return "fido-u2f";
    case AttestationKind::tpm:
        return "tpm";
    case AttestationKind::android_key:
        return "android-key";
    case AttestationKind::apple:
        return "apple";
    }
    return "";
}

bool can_attest(AttestationKind kind, KeyKind credential)
{
    switch (kind) {
    case AttestationKind::fido_u2f:
    case AttestationKind::apple:
        return credential == KeyKind::es256;
    case AttestationKind::tpm:
    case AttestationKind::android_key:
        return credential != KeyKind::eddsa;
    case AttestationKind::none:
    case AttestationKind::self:
    case AttestationKind::packed:
        break;
    }
    return true;
}

bool can_attest_with(AttestationKind kind, KeyKind attestation_key)
{
    if (kind == AttestationKind::tpm)
        return attestation_key == KeyKind::es256 || attestation_key == KeyKind::rs256;
    return kind == AttestationKind::packed || attestation_key == KeyKind::es256;
}

bool has_certificates(AttestationKind kind)
{
    return kind != AttestationKind::none && kind != AttestationKind::self;
}

Bytes AndroidKeyDescription::encode() const
{
    constexpr std::uint8_t version = 3;
    constexpr std::uint8_t trusted_environment = 1;
    return der::sequence({der::integer(version), der::enumerated(trusted_environment), der::integer(version),
                          der::enumerated(trusted_environment), der::octets(challenge), der::octets({}),
                          encode_authorizations(software), encode_authorizations(tee), more});
}

Bytes tpm_names(std::string_view manufacturer, std::string_view model, std::string_view version)
{
    auto const entry = [](std::string const& oid, std::string_view text) {
        return der::set({der::sequence({der::object(oid), der::text(text)})});
    };
    auto const name = der::sequence(
        {entry("2.23.133.2.1", manufacturer), entry("2.23.133.2.2", model), entry("2.23.133.2.3", version)});
    return der::sequence({der::tagged(4, name)});
}

Bytes key_usage(std::string const& oid)
{
    return der::sequence({der::object(oid)});
}

void set_member(cbor::Members& members, std::string_view name, Bytes value)
{
    auto const found = std::ranges::find(members, cbor::text(name), &cbor::Members::value_type::first);
    if (found == members.end())
        throw std::runtime_error("the statement has no such member");
    found->second = std::move(value);
}

void remove_member(cbor::Members& members, std::string_view name)
{
    if (std::erase_if(members, [&](auto const& each) { return each.first == cbor::text(name); }) != 1)
        throw std::runtime_error("the statement has no such member");
}

void attest(SoftRegistration& registration, SoftDevice const& device, SoftKey const& key,
            SoftStatement const& statement)
{
    Work const work{registration, device, key, statement};
    switch (device.attestation) {
    case AttestationKind::none:
        return;
    case AttestationKind::self:
        return attest_by_self(work);
    case AttestationKind::packed:
        return attest_packed(work);
    case AttestationKind::fido_u2f:
        return attest_u2f(work);
    case AttestationKind::tpm:
        return attest_tpm(work);
    case AttestationKind::android_key:
        return attest_android_key(work);
    case AttestationKind::apple:
        return attest_apple(work);
    }
}

} // namespace zugang::tests
