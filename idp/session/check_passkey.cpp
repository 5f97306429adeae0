#include "idp/session/check_passkey.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "idp/notices/notices.hpp"
#include "store/accounts.hpp"
#include "webauthn/verify_assertion.hpp"

namespace zugang::idp::session {
namespace {

using PasskeyKind = PasskeyOutcome::Kind;

void log_refusal(webauthn::Refusal const& refusal, std::string_view account_id)
{
    log::info("passkey_refused",
              {{"account", account_id}, {"reason", webauthn::to_name(refusal.reason)}, {"step", refusal.step}});
}

/// A credential and the user handle its authenticator was given.
struct Known {
    store::Passkey passkey;
    Bytes user_handle;
};

std::optional<Known> find_known(store::Connection& db, Bytes const& credential_id)
{
    auto passkey = store::passkeys::find_by_credential(db, credential_id);
    if (!passkey || !passkey->counts())
        return std::nullopt;
    auto handle = store::user_handles::find(db, passkey->account_id);
    return handle ? std::optional{Known{std::move(*passkey), std::move(*handle)}} : std::nullopt;
}

webauthn::AssertionExpectation expectation(Known const& known, Bytes const& challenge, PasskeyPurpose purpose,
                                           Services& on)
{
    auto const is_passkey = known.passkey.kind == store::Passkey::Kind::passkey;
    return {on.passkeys.party(), challenge,
            is_passkey ? webauthn::UserVerification::required : webauthn::UserVerification::discouraged,
            /*is_discoverable=*/purpose == PasskeyPurpose::sign_in};
}

/// The owner hears of it: only they know whether they restored an old device, or somebody has their key.
void tell_of_copy(store::Connection& tx, store::Passkey const& passkey, Instant now, Services& on)
{
    auto const kind = passkey.kind == store::Passkey::Kind::passkey ? store::factors::Kind::passkey
                                                                    : store::factors::Kind::security_key;
    notices::queue(tx,
                   {.kind = notices::Kind::passkey_copied,
                    .account_id = passkey.account_id,
                    .what = notices::factor_words(kind, passkey.name),
                    .factor_id = passkey.id},
                   now, on);
}

store::Passkey row_of(webauthn::Registered const& made, PasskeyContext const& context)
{
    store::Passkey row;
    row.account_id = context.account_id;
    row.flow_id = context.flow_id;
    row.kind = context.purpose == PasskeyPurpose::enrol_security_key ? store::Passkey::Kind::security_key
                                                                     : store::Passkey::Kind::passkey;
    row.credential_id = made.id;
    row.public_key = made.key.bytes;
    row.sign_count = made.sign_count;
    row.backup_eligible = made.flags.backup_eligible;
    row.backed_up = made.flags.backed_up;
    row.transports = join_words(made.transports);
    row.aaguid.assign(made.aaguid.begin(), made.aaguid.end());
    row.attestation_format = made.attestation.format;
    row.is_attested = made.is_attested;
    return row;
}

} // namespace

PasskeyOutcome PasskeyCheck::sign_in(PasskeyAnswer const& answer, std::string const& flow_id, Call const& call,
                                     Record const& record)
{
    return check(answer, {PasskeyPurpose::sign_in, flow_id}, call, record);
}

PasskeyOutcome PasskeyCheck::prove(PasskeyAnswer const& answer, std::string const& flow_id,
                                   std::string const& account_id, Call const& call, Record const& record)
{
    return check(answer, {PasskeyPurpose::prove, flow_id, account_id}, call, record);
}

PasskeyOutcome PasskeyCheck::check(PasskeyAnswer const& answer, PasskeyContext const& context, Call const& call,
                                   Record const& record)
{
    auto const challenge = redeem_passkey_challenge(answer.token, context, call, on_);
    if (!challenge)
        return {PasskeyKind::expired};
    auto const response = webauthn::parse_assertion_response(answer.credential);
    if (!response) {
        log_refusal(response.error(), context.account_id);
        return {PasskeyKind::refused};
    }
    auto const known = on_.database.read([&](store::Connection& db) { return find_known(db, response->id); });
    if (!known)
        return {PasskeyKind::unknown, std::nullopt, response->id};
    auto const& passkey = known->passkey;
    if (context.purpose == PasskeyPurpose::prove && passkey.account_id != context.account_id)
        return {PasskeyKind::other_account};
    if (context.purpose == PasskeyPurpose::sign_in && passkey.kind != store::Passkey::Kind::passkey)
        return {PasskeyKind::refused}; // it comes after a password: alone it is one factor
    auto const asserted =
        webauthn::verify_assertion(*response,
                                   {passkey.credential_id, passkey.public_key, known->user_handle,
                                    static_cast<std::uint32_t>(passkey.sign_count), passkey.backup_eligible},
                                   expectation(*known, *challenge, context.purpose, on_));
    if (!asserted) {
        log_refusal(asserted.error(), passkey.account_id);
        return {PasskeyKind::refused};
    }
    return use(passkey, {asserted->sign_count, asserted->flags.backed_up}, call.now, record);
}

PasskeyOutcome PasskeyCheck::use(store::Passkey const& passkey, store::passkeys::Use const& use, Instant now,
                                 Record const& record)
{
    auto outcome = on_.database.write([&](store::Connection& tx) -> PasskeyOutcome {
        auto const account = store::accounts::find(tx, passkey.account_id);
        if (!account || account->disabled_at)
            return {PasskeyKind::disabled};
        switch (store::passkeys::use(tx, passkey.id, use, now)) {
        case store::passkeys::Used::gone:
            return {PasskeyKind::unknown, std::nullopt, passkey.credential_id};
        case store::passkeys::Used::went_back:
            tell_of_copy(tx, passkey, now, on_);
            return {PasskeyKind::copied};
        case store::passkeys::Used::yes:
            break;
        }
        auto proof = proof_of(passkey);
        record(tx, proof);
        return {PasskeyKind::verified, std::move(proof)};
    });
    if (outcome.kind == PasskeyKind::copied) {
        log::warning("passkey_counter_went_back", {{"account", passkey.account_id}, {"passkey", passkey.id}});
        on_.wake_outbox();
    }
    return outcome;
}

Result<VerifiedRegistration, PasskeyKind>
PasskeyCheck::verify_registration(PasskeyAnswer const& answer, PasskeyContext const& context, Call const& call)
{
    auto const challenge = redeem_passkey_challenge(answer.token, context, call, on_);
    if (!challenge)
        return std::unexpected(PasskeyKind::expired);
    auto const response = webauthn::parse_registration_response(answer.credential);
    if (!response) {
        log_refusal(response.error(), context.account_id);
        return std::unexpected(PasskeyKind::refused);
    }
    auto const policy = on_.passkeys.policy(call.now);
    auto const wants_verification = context.purpose == PasskeyPurpose::enrol_passkey;
    auto registered = webauthn::verify_registration(
        *response, {on_.passkeys.party(), *challenge,
                    wants_verification ? webauthn::UserVerification::required : webauthn::UserVerification::discouraged,
                    /*is_conditional=*/context.purpose == PasskeyPurpose::upgrade, policy, call.now});
    if (!registered) {
        log_refusal(registered.error(), context.account_id);
        return std::unexpected(PasskeyKind::refused);
    }
    return VerifiedRegistration{std::move(*registered), context};
}

Result<PasskeyCheck::Added, store::passkeys::Inserted> PasskeyCheck::confirm(store::Connection& tx,
                                                                             Enrolment const& wanted)
{
    auto const& context = wanted.registration.context_;
    auto row = row_of(wanted.registration.registered_, context);
    row.id = random_token(on_.random, "psk_");
    row.name = wanted.name;
    row.created_at = wanted.now;
    auto const inserted = store::passkeys::insert(tx, row, {on_.config.passkeys.devices, wanted.is_first});
    if (inserted != store::passkeys::Inserted::yes)
        return std::unexpected(inserted);
    Added added{row.id, row.kind};
    if (context.purpose != PasskeyPurpose::upgrade)
        added.proof = proof_of(row);
    return added;
}

VerifiedPasskey PasskeyCheck::proof_of(store::Passkey const& passkey) const
{
    return {passkey.account_id, passkey.id, passkey.kind == store::Passkey::Kind::passkey,
            is_hardware(passkey, on_.config)};
}

bool is_hardware(store::Passkey const& passkey, config::Config const& config)
{
    return !passkey.backup_eligible &&
           (passkey.is_attested || config.passkeys.hardware == config::HardwareProof::device_bound);
}

} // namespace zugang::idp::session
