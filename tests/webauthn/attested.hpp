// What the tests of attestation share: a device's statement taken apart, and asked about as verify_registration does.
#pragma once
#include "base/sha256.hpp"
#include "tests/support/soft_authenticator.hpp"
#include "webauthn/attestation/attestation.hpp"
#include "webauthn/attestation/policy.hpp"
#include "webauthn/trust_store.hpp"

namespace zugang::webauthn::attested {

namespace soft = zugang::tests;

constexpr Aaguid model_of_test{0xee, 0x88, 0x28, 0x79, 0x72, 0x1c, 0x49, 0x13,
                               0x97, 0x75, 0x3d, 0xfc, 0xce, 0x97, 0x07, 0x2a};
constexpr auto name_of_model_of_test = "ee882879-721c-4913-9775-3dfcce97072a";

/// What a device of that kind answers, changed as told; U2F authenticators have no AAGUID.
[[nodiscard]] inline soft::SoftRegistration register_with(soft::SoftDevice device,
                                                          soft::SoftStatement const& changes = {})
{
    if (device.attestation != soft::AttestationKind::fido_u2f)
        device.aaguid = model_of_test;
    soft::SoftAuthenticator authenticator{device};
    return authenticator.create({.challenge = Bytes(32, 7), .user_handle = Bytes(32, 8), .statement = changes});
}

/// verify_statement over the parts of an answer.
[[nodiscard]] inline Result<Attestation, Refusal> verify(soft::SoftRegistration const& answer)
{
    auto const data = parse_authenticator_data(answer.authenticator_data).value();
    auto const statement = Cbor::parse(answer.statement).value();
    auto const hash = sha256(bytes_of(answer.client_data));
    return verify_statement(answer.format, statement,
                            {.authenticator_data = answer.authenticator_data,
                             .data = data,
                             .credential = *data.credential,
                             .client_data_hash = hash});
}

[[nodiscard]] inline Result<Attestation, Refusal> verify(soft::AttestationKind kind,
                                                         soft::SoftStatement const& changes = {})
{
    return verify(register_with({.attestation = kind}, changes));
}

/// Why it was refused; throws where it was not.
[[nodiscard]] inline Reason reason_of(Result<Attestation, Refusal> const& result)
{
    if (result)
        throw std::runtime_error("the statement was accepted");
    return result.error().reason;
}

/// The root of the test run's authenticators.
[[nodiscard]] inline std::shared_ptr<TrustStore const> roots_of_test()
{
    return std::make_shared<TrustStore const>(TrustStore::from_der({soft::SoftAuthority::of_run().root.der}));
}

[[nodiscard]] inline soft::SoftStatement with_leaf(std::function<void(soft::CertificatePlan&)> change)
{
    return {.change_leaf = std::move(change)};
}
[[nodiscard]] inline soft::SoftStatement with_members(std::function<void(soft::cbor::Members&)> change)
{
    return {.change_members = std::move(change)};
}

} // namespace zugang::webauthn::attested
