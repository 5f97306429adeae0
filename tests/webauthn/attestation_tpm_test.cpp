#include "doctest.h"
#include "tests/support/soft_der.hpp"
#include "tests/webauthn/attested.hpp"
#include "webauthn/attestation/tpm_structures.hpp"
#include <openssl/evp.h>
#include <openssl/sha.h>

namespace zugang::webauthn::attested {

using soft::AttestationKind;

namespace {

soft::SoftStatement with_area(std::function<void(soft::TpmPublicArea&)> change)
{
    return {.change_public_area = std::move(change)};
}

Bytes hash_sha1(ByteView bytes)
{
    Bytes hash(SHA_DIGEST_LENGTH);
    SHA1(bytes.data(), bytes.size(), hash.data());
    return hash;
}

Bytes sign_sha1(soft::SoftKey const& key, ByteView message)
{
    auto* const context = EVP_MD_CTX_new();
    EVP_DigestSignInit(context, nullptr, EVP_sha1(), nullptr, key.handle());
    Bytes signature(512);
    auto size = signature.size();
    EVP_DigestSign(context, signature.data(), &size, message.data(), message.size());
    EVP_MD_CTX_free(context);
    signature.resize(size);
    return signature;
}

/// As the TPMs of many Windows computers attest: signed over SHA-1, with `hash` over the ceremony.
soft::SoftRegistration register_with_rs1(Bytes (*hash)(ByteView))
{
    auto const aik = soft::SoftKey::make(soft::KeyKind::rs256, 7);
    soft::TpmCertInfo info;
    soft::cbor::Members members;
    auto answer = register_with({.attestation = AttestationKind::tpm},
                                {.change_cert_info = [&](soft::TpmCertInfo& made) { info = made; },
                                 .change_members = [&](soft::cbor::Members& made) { members = made; },
                                 .certified_key = aik});
    info.extra_data = hash(soft::signed_message(answer.authenticator_data, answer.client_data));
    soft::set_member(members, "alg", soft::cbor::integer(-65535));
    soft::set_member(members, "certInfo", soft::cbor::bytes(info.encode()));
    soft::set_member(members, "sig", soft::cbor::bytes(sign_sha1(aik, info.encode())));
    answer.statement = soft::cbor::map(members);
    return answer;
}

} // namespace

TEST_CASE("a TPM certifies keys of every kind it has, with both kinds of its own")
{
    for (auto const own : {soft::KeyKind::es256, soft::KeyKind::rs256})
        for (auto const key : soft::all_key_kinds) {
            if (!soft::can_attest(AttestationKind::tpm, key))
                continue;
            auto const verified =
                verify(register_with({.key = key, .attestation = AttestationKind::tpm, .attestation_key = own}));
            REQUIRE_MESSAGE(verified.has_value(), soft::to_text(key));
            CHECK(verified->format == "tpm");
            CHECK(verified->type == AttestationType::certificate);
            CHECK(verified->is_in_hardware);
        }
}

TEST_CASE("a TPM's key that may leave it, or came from outside, is not one of the hardware")
{
    for (auto const bit : {tpm_fixed_tpm, tpm_fixed_parent, tpm_sensitive_data_origin})
        CHECK_FALSE(
            verify(AttestationKind::tpm, with_area([bit](soft::TpmPublicArea& area) { area.attributes &= ~bit; }))
                .value()
                .is_in_hardware);
}

TEST_CASE("a public area is read with the schemes of keys that sign, and no others")
{
    auto area = soft::TpmPublicArea::of(soft::SoftKey::make(soft::KeyKind::es256));
    auto const read = parse_tpm_public_area(area.encode());
    REQUIRE(read.has_value());
    CHECK(read->name_algorithm == 0x000b);
    REQUIRE(std::holds_alternative<TpmEcKey>(read->key));
    CHECK(std::get<TpmEcKey>(read->key).curve == 3);
    auto bytes = area.encode();
    for (std::size_t length = 0; length < bytes.size(); ++length)
        CHECK_FALSE(parse_tpm_public_area(ByteView(bytes).first(length)));
    bytes.push_back(0);
    CHECK_FALSE(parse_tpm_public_area(bytes));
    area.symmetric = 0x0006; // AES: a storage key
    CHECK_FALSE(parse_tpm_public_area(area.encode()));
    area = {};
    area.type = 0x0008; // a keyed hash
    CHECK_FALSE(parse_tpm_public_area(area.encode()));
}

TEST_CASE("a public area's modulus has the bits it says, and an exponent of zero means 65537")
{
    auto area = soft::TpmPublicArea::of(soft::SoftKey::make(soft::KeyKind::rs256));
    area.exponent = 0;
    auto const read = parse_tpm_public_area(area.encode());
    REQUIRE(read.has_value());
    CHECK(std::get<RsaNumbers>(read->key).e == Bytes{0, 1, 0, 1});
    area.key_bits = 2040;
    CHECK_FALSE(parse_tpm_public_area(area.encode()));
}

TEST_CASE("a name over SHA-1, or over nothing known, certifies no key")
{
    constexpr std::uint16_t sha1 = 0x0004;
    Bytes name;
    soft::SoftStatement const changes{.change_public_area =
                                          [&](soft::TpmPublicArea& area) {
                                              area.name_algorithm = sha1;
                                              name =
                                                  soft::joined({soft::big_endian_16(sha1), hash_sha1(area.encode())});
                                          },
                                      .change_cert_info = [&](soft::TpmCertInfo& info) { info.name = name; }};
    CHECK(reason_of(verify(AttestationKind::tpm, changes)) == Reason::wrong_statement);
    CHECK(reason_of(verify(AttestationKind::tpm, with_area([](soft::TpmPublicArea& area) {
                               area.name_algorithm = 0x0012; // SM3
                           }))) == Reason::wrong_statement);
}

TEST_CASE("what a TPM signs begins with its own number and is a certification")
{
    std::vector<std::function<void(soft::TpmCertInfo&)>> const changes{
        [](soft::TpmCertInfo& info) { info.magic = 0; },
        [](soft::TpmCertInfo& info) { info.type = 0x8018; }, // a quote
        [](soft::TpmCertInfo& info) { info.extra_data = Bytes(32); },
        [](soft::TpmCertInfo& info) { info.name.back() ^= 1; },
        [](soft::TpmCertInfo& info) { info.name.clear(); },
    };
    for (auto const& change : changes)
        CHECK(reason_of(verify(AttestationKind::tpm, {.change_cert_info = change})) == Reason::wrong_statement);
    CHECK(reason_of(verify(AttestationKind::tpm, {.change_cert_info = [](soft::TpmCertInfo& info) {
                               info.trailing = {0};
                           }})) == Reason::malformed_statement);
}

TEST_CASE("what a TPM signs has no room for more than hashes")
{
    soft::TpmCertInfo info{.qualified_signer = {}, .extra_data = Bytes(20), .name = Bytes(34), .qualified_name = {}};
    for (auto* const member : {&info.qualified_signer, &info.extra_data, &info.name, &info.qualified_name}) {
        auto const before = *member;
        member->resize(66);
        CHECK(parse_tpm_certify_info(info.encode()));
        member->resize(67);
        CHECK_FALSE(parse_tpm_certify_info(info.encode()));
        *member = before;
    }
}

TEST_CASE("an AIK's certificate names a TPM in the form of its registry, and nobody else")
{
    auto const named = [](std::string_view manufacturer) {
        return with_leaf([=](soft::CertificatePlan& plan) {
            plan.extension(soft::oid::subject_alternative_name).content =
                soft::tpm_names(manufacturer, "NPCT75x", "id:00070002");
        });
    };
    CHECK(verify(AttestationKind::tpm, named("id:49465800")));
    for (auto const* const manufacturer : {"49465800", "id:4946580", "id:494658000", "id:4946580G", "IFX"})
        CHECK(reason_of(verify(AttestationKind::tpm, named(manufacturer))) == Reason::malformed_statement);
    auto const of_host = with_leaf([](soft::CertificatePlan& plan) {
        plan.extension(soft::oid::subject_alternative_name).content =
            soft::der::sequence({soft::der::value(0x82, bytes_of("example.org"))});
    });
    CHECK(reason_of(verify(AttestationKind::tpm, of_host)) == Reason::malformed_statement);
}

TEST_CASE("a TPM that signs over SHA-1 is taken, as Windows computers have them, with its own hash alone")
{
    CHECK(verify(register_with_rs1(&hash_sha1)));
    CHECK(reason_of(verify(register_with_rs1(&zugang::sha256))) == Reason::wrong_statement);
}

} // namespace zugang::webauthn::attested
