#include "idp/config/passkey_keys.hpp"
#include "idp/config/checks.hpp"
#include "idp/config/member.hpp"

namespace zugang::idp::config {
namespace {

std::vector<Key> ceremony_keys()
{
    return {
        member<&Config::passkeys, &Passkeys::rp_id>(
            "passkeys.rp_id",
            "The domain passkeys are bound to, for good: another one makes all that exist useless. "
            "The issuer's host or a domain above it that is not open to strangers' subdomains; empty: "
            "the issuer's host.")
            .checked(check_rp_id),
        member<&Config::passkeys, &Passkeys::rp_name>(
            "passkeys.rp_name", "The name of this server in the browser's and authenticator's windows; empty: "
                                "totp.issuer_name, else the issuer's host.")
            .checked(check_shown_name),
        member<&Config::passkeys, &Passkeys::origins>(
            "passkeys.origins", "Where ceremonies are taken from beside the issuer: origins such as "
                                "\"https://konto.example\", listed in /.well-known/webauthn as related ones, and "
                                "Android apps as \"android:apk-key-hash:HASH\".")
            .checked(check_ceremony_origin),
        member<&Config::passkeys, &Passkeys::apps>(
            "passkeys.apps", "Whether the apps of [app] are this server's own: ceremonies in them are taken, and "
                             "assetlinks.json and apple-app-site-association let them ask for its passkeys."),
        member<&Config::passkeys, &Passkeys::allow_cross_origin>(
            "passkeys.allow_cross_origin", "Whether a ceremony in a frame of another site's page is taken."),
        member<&Config::passkeys, &Passkeys::top_origins>("passkeys.top_origins",
                                                          "The sites whose pages may hold such a frame.")
            .checked(check_origin),
        member<&Config::passkeys, &Passkeys::security_keys>(
            "passkeys.security_keys",
            "Whether security keys that keep no passkey can be the second factor behind a password."),
        member<&Config::passkeys, &Passkeys::devices>("passkeys.devices",
                                                      "Passkeys and security keys one account may have.")
            .between(1, 50),
        member<&Config::passkeys, &Passkeys::conditional_create>(
            "passkeys.conditional_create",
            "Whether the browser may make a passkey of its own accord after a sign-in with a password it has stored."),
    };
}

std::vector<Key> attestation_keys()
{
    return {
        member<&Config::passkeys, &Passkeys::attestation>(
            "passkeys.attestation", "\"ignore\": authenticators are not asked who made them. \"verify\": they are, and "
                                    "one that nobody in attestation_roots or the metadata vouches for is refused.")
            .one_of({attestation_mode_words.begin(), attestation_mode_words.end()}),
        member<&Config::passkeys, &Passkeys::attestation_roots>(
            "passkeys.attestation_roots", "PEM file with makers' certificates that may vouch for authenticators."),
        member<&Config::passkeys, &Passkeys::metadata_file>(
            "passkeys.metadata_file", "The FIDO Metadata Service's BLOB as downloaded; read again when it changes."),
        member<&Config::passkeys, &Passkeys::metadata_roots>(
            "passkeys.metadata_roots", "PEM file with the certificates that may vouch for the BLOB."),
        member<&Config::passkeys, &Passkeys::allowed_aaguids>(
            "passkeys.allowed_aaguids", "The only models of authenticators that are taken, by their AAGUIDs; empty: "
                                        "all. Without attestation = \"verify\" a model is what somebody says it is.")
            .checked(check_aaguid),
        member<&Config::passkeys, &Passkeys::denied_aaguids>("passkeys.denied_aaguids", "Models that are refused.")
            .checked(check_aaguid),
        member<&Config::passkeys, &Passkeys::hardware>(
            "passkeys.hardware", "What satisfies acr phrh: a passkey whose authenticator says that it stays on one "
                                 "device, or only one that its maker vouches for.")
            .one_of({hardware_proof_words.begin(), hardware_proof_words.end()}),
    };
}

} // namespace

std::vector<Key> passkey_keys()
{
    auto keys = ceremony_keys();
    auto more = attestation_keys();
    keys.insert(keys.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    return keys;
}

} // namespace zugang::idp::config
