#include "idp/session/passkey_options.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/session/check_passkey.hpp"
#include "idp/session/session.hpp"
#include <algorithm>

namespace zugang::idp::session {
namespace {

constexpr std::size_t handle_size = 32; // bytes, random

webauthn::CredentialDescriptor descriptor_of(store::Passkey const& passkey)
{
    return {passkey.credential_id, split_words(passkey.transports)};
}

std::vector<store::Passkey> passkeys_of(std::string const& account_id, Services& on)
{
    return on.database.read([&](store::Connection& db) { return store::passkeys::list(db, account_id); });
}

bool is_security_key(store::Passkey const& passkey)
{
    return passkey.kind == store::Passkey::Kind::security_key;
}

webauthn::UserVerification verification_for(std::vector<store::Passkey> const& allowed)
{
    if (std::ranges::none_of(allowed, is_security_key))
        return webauthn::UserVerification::required;
    return std::ranges::all_of(allowed, is_security_key) ? webauthn::UserVerification::discouraged
                                                         : webauthn::UserVerification::preferred;
}

Bytes user_handle_of(std::string const& account_id, Services& on)
{
    if (auto handle =
            on.database.read([&](store::Connection& db) { return store::user_handles::find(db, account_id); }))
        return std::move(*handle);
    auto const fresh = on.random.bytes(handle_size);
    return on.database.write(
        [&](store::Connection& tx) { return store::user_handles::find_or_insert(tx, account_id, fresh); });
}

} // namespace

std::string PasskeyOptions::to_json() const
{
    return JsonObject{}.add("token", token).add_raw("publicKey", public_key).str();
}

PasskeyOptions sign_in_options(std::string const& flow_id, Call const& call, Services& on)
{
    auto challenge = mint_passkey_challenge({PasskeyPurpose::sign_in, flow_id}, call, on);
    return {std::move(challenge.token),
            webauthn::to_json(webauthn::RequestOptions{on.passkeys.party().id, challenge.challenge})};
}

PasskeyOptions prove_options(std::string const& account_id, oauth::Level least, std::string const& flow_id,
                             Call const& call, Services& on)
{
    auto allowed = passkeys_of(account_id, on);
    auto const is_copyable = [&](store::Passkey const& passkey) { return !is_hardware(passkey, on.config); };
    // All of them where none would be left: an empty list would offer everybody's.
    if (least == oauth::Level::phrh && !std::ranges::all_of(allowed, is_copyable))
        std::erase_if(allowed, is_copyable);
    auto challenge = mint_passkey_challenge({PasskeyPurpose::prove, flow_id, account_id}, call, on);
    webauthn::RequestOptions options{on.passkeys.party().id, challenge.challenge, verification_for(allowed)};
    std::ranges::transform(allowed, std::back_inserter(options.allow), descriptor_of);
    return {std::move(challenge.token), webauthn::to_json(options)};
}

PasskeyOptions enrol_options(Enrolling const& enrolling, Call const& call, Services& on)
{
    auto const& account = enrolling.account;
    auto challenge = mint_passkey_challenge({enrolling.purpose, enrolling.flow_id, account.id}, call, on);
    webauthn::CreationOptions options;
    options.rp_id = on.passkeys.party().id;
    options.rp_name = on.passkeys.name();
    options.user_handle = user_handle_of(account.id, on);
    options.user_name = display_name(account);
    options.display_name = options.user_name;
    options.challenge = challenge.challenge;
    options.kind = enrolling.purpose == PasskeyPurpose::enrol_security_key ? webauthn::CredentialKind::security_key
                                                                           : webauthn::CredentialKind::passkey;
    options.is_conditional = enrolling.purpose == PasskeyPurpose::upgrade;
    options.asks_attestation = on.passkeys.asks_attestation();
    std::ranges::transform(passkeys_of(account.id, on), std::back_inserter(options.exclude), descriptor_of);
    return {std::move(challenge.token), webauthn::to_json(options)};
}

} // namespace zugang::idp::session
