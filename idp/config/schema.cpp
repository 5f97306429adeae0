#include "idp/config/schema.hpp"
#include "idp/config/checks.hpp"
#include "idp/config/guessing_keys.hpp"
#include "idp/config/member.hpp"
#include "idp/config/passkey_keys.hpp"

namespace zugang::idp::config {
namespace {

constexpr Seconds second{1};
constexpr Seconds minute{60};
constexpr Seconds hour{3600};
constexpr Seconds day{86400};

using KeyList = std::vector<Key>;

void append(KeyList& keys, KeyList more)
{
    keys.insert(keys.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

KeyList listen_keys()
{
    return {
        top_member<&Config::issuer>("issuer", "The external address of this server, as visitors and relying parties "
                                              "write it; nothing is ever derived from the Host header.")
            .checked(check_issuer),
        member<&Config::listen, &Listen::address>("listen.address", "The IP address the server listens on.")
            .checked(check_ip_address),
        member<&Config::listen, &Listen::port>("listen.port", "The TCP port the server listens on.").between(1, 65535),
        member<&Config::listen, &Listen::trusted_proxies>(
            "listen.trusted_proxies", "Addresses or networks of reverse proxies whose X-Forwarded-For is believed.")
            .checked(check_ip_network),
        listen_part_member<&Listen::tls, &Tls::certificate>(
            "listen.tls.certificate", "PEM file with the server's certificate chain; with it the server speaks TLS.")
            .checked(check_not_empty)
            .shown_as("server.pem"),
        listen_part_member<&Listen::tls, &Tls::key>("listen.tls.key",
                                                    "PEM file with the private key of the certificate.")
            .checked(check_not_empty)
            .shown_as("server.key"),
        listen_part_member<&Listen::tls, &Tls::minimum>("listen.tls.minimum",
                                                        "The oldest version of TLS that is accepted.")
            .one_of({"1.2", "1.3"})
            .shown_as("1.3"),
        listen_part_member<&Listen::mtls, &Mtls::address>(
            "listen.mtls.address",
            "The IP address of a second listener that asks clients for a certificate (RFC 8705); "
            "empty: listen.address. It has the certificate of listen.tls.")
            .checked(check_ip_address_or_empty)
            .shown_as("127.0.0.1"),
        listen_part_member<&Listen::mtls, &Mtls::port>(
            "listen.mtls.port", "Its TCP port, also in the addresses under mtls_endpoint_aliases; may not be "
                                "listen.port.")
            .between(1, 65535)
            .shown_as("8443"),
        listen_part_member<&Listen::mtls, &Mtls::trust>(
            "listen.mtls.trust", "\"ca\": a certificate must come from an authority in ca_file. \"any\": every "
                                 "certificate is taken, for self_signed_tls_client_auth; only those from an authority "
                                 "in ca_file are good for tls_client_auth.")
            .one_of({"ca", "any"})
            .shown_as("ca"),
        listen_part_member<&Listen::mtls, &Mtls::ca_file>(
            "listen.mtls.ca_file",
            "PEM file with the authorities of client certificates; needed where trust is \"ca\".")
            .shown_as("clients-ca.pem"),
    };
}

KeyList storage_keys()
{
    return {
        member<&Config::store, &Store::url>("store.url", "Where the data is: a SQLite file or a PostgreSQL server.")
            .checked(check_store_url),
        member<&Config::store, &Store::connections>("store.connections", "Connections kept to the database.")
            .between(1, 1000),
        member<&Config::secrets, &Secrets::master_key_file>(
            "secrets.master_key_file",
            "File with the key that seals every secret in the store; readable by the server alone, kept apart from "
            "backups of the store.")
            .checked(check_not_empty),
        member<&Config::mail, &Mail::smtp_url>(
            "mail.smtp_url", "The mail server: smtp:// uses STARTTLS where it is offered, smtps:// is TLS from the "
                             "start; user and password may stand in it.")
            .checked(check_smtp_url),
        member<&Config::mail, &Mail::password_file>(
            "mail.password_file", "File with the password of the mail server's user; empty: the address has it."),
        member<&Config::mail, &Mail::from>("mail.from", "The sender of every mail.").checked(check_sender),
        member<&Config::mail, &Mail::ca_file>(
            "mail.ca_file", "PEM file with the authorities that may vouch for the mail server; empty: the system's."),
        member<&Config::mail, &Mail::require_tls>("mail.require_tls",
                                                  "Whether a mail server that offers no STARTTLS is refused."),
    };
}

KeyList sign_in_keys()
{
    return {
        member<&Config::password, &Password::memory_kib>(
            "password.memory_kib", "Memory of one Argon2id password hash in KiB; at least 19456 with two iterations "
                                   "and 47104 with one, except on localhost and .test names.")
            .between(8, 4194304),
        member<&Config::password, &Password::iterations>(
            "password.iterations", "Passes of Argon2id over its memory; `zugang config tune-password` proposes both.")
            .between(1, 100),
        member<&Config::password, &Password::minimum_length>("password.minimum_length",
                                                             "Characters a new password must have.")
            .between(8, 64),
        member<&Config::password, &Password::blocklist_file>(
            "password.blocklist_file", "File with passwords to refuse, one a line, beside the built-in list."),
        member<&Config::policy, &Policy::second_factor>(
            "policy.second_factor", "Whether people must set up a second factor, or may put it off.")
            .one_of({second_factor_words.begin(), second_factor_words.end()}),
        member<&Config::policy, &Policy::registration>("policy.registration",
                                                       "Whether people may register an account themselves."),
        member<&Config::policy, &Policy::terms_version>(
            "policy.terms_version", "Name of the terms of use in force, kept with each registration.")
            .checked(check_not_empty),
        member<&Config::totp, &Totp::algorithm>(
            "totp.algorithm", "The hash function of keys for authenticator apps from now on; some apps take every key "
                              "for SHA1, and the codes they show for another one are never right.")
            .one_of({"SHA1", "SHA256"}),
        member<&Config::totp, &Totp::window>(
            "totp.window", "1: the code shown just before the present one is accepted too; 0: the present one alone.")
            .between(0, 1),
        member<&Config::totp, &Totp::issuer_name>("totp.issuer_name", "The name authenticator apps show above a code; "
                                                                      "empty: the issuer's host.")
            .checked(check_issuer_name),
        member<&Config::totp, &Totp::devices>(
            "totp.devices",
            "Authenticator apps one account may have; each makes a guessed code more likely to be right.")
            .between(1, 20),
    };
}

KeyList session_keys()
{
    return {
        member<&Config::session, &Session::idle>("session.idle", "A session ends after this time without a request.")
            .between(minute, hour),
        member<&Config::session, &Session::absolute>("session.absolute", "A session ends after this time in any case.")
            .between(minute, day),
        member<&Config::session, &Session::sign_in>("session.sign_in", "How long a sign-in under way may take.")
            .between(minute, day),
    };
}

KeyList oidc_keys()
{
    return {
        member<&Config::oidc, &Oidc::dynamic_registration>("oidc.dynamic_registration",
                                                           "Who may register clients over HTTP (RFC 7591): nobody, "
                                                           "holders of a token of `zugang client registration-token`, "
                                                           "or, for certification runs, anybody.")
            .one_of({dynamic_registration_words.begin(), dynamic_registration_words.end()}),
        member<&Config::oidc, &Oidc::implicit>("oidc.implicit", "Whether the id_token and hybrid response types are "
                                                                "offered; for certification runs only."),
        member<&Config::oidc, &Oidc::request_uri>(
            "oidc.request_uri", "Whether request objects are fetched from outside, from addresses that clients "
                                "registered."),
        member<&Config::oidc, &Oidc::resources>(
            "oidc.resources",
            "Addresses of resource servers that clients may ask access tokens for (RFC 8707), written "
            "as the clients write them; this server's own address always counts.")
            .checked(check_resource),
        member<&Config::oidc, &Oidc::authorization_details_types>(
            "oidc.authorization_details_types",
            "Types of authorization_details (RFC 9396) that clients may register and ask for.")
            .checked(check_not_empty),
        member<&Config::oidc, &Oidc::dpop_nonce_required>(
            "oidc.dpop_nonce_required", "Whether every DPoP proof must carry a nonce of this server (RFC 9449 §8); "
                                        "clients of the profile fapi2 must in any case."),
        member<&Config::oidc, &Oidc::access_token_lifetime>("oidc.access_token_lifetime", "Life of an access token.")
            .between(second, day),
        member<&Config::oidc, &Oidc::id_token_lifetime>("oidc.id_token_lifetime", "Life of an ID token.")
            .between(second, day),
        member<&Config::oidc, &Oidc::code_lifetime>("oidc.code_lifetime", "Life of an authorization code.")
            .between(second, 10 * minute),
        member<&Config::oidc, &Oidc::pushed_request_lifetime>(
            "oidc.pushed_request_lifetime", "How long a pushed authorization request (RFC 9126) waits for its visit.")
            .between(5 * second, 90 * second),
        member<&Config::oidc, &Oidc::refresh_token_idle>("oidc.refresh_token_idle",
                                                         "A refresh token ends when it is not used for this long.")
            .between(minute, 365 * day),
        member<&Config::oidc, &Oidc::refresh_token_absolute>(
            "oidc.refresh_token_absolute", "A chain of refresh tokens ends this long after the sign-in.")
            .between(minute, 3650 * day),
        member<&Config::oidc, &Oidc::refresh_token_grace>(
            "oidc.refresh_token_grace", "For this long after its use a refresh token gives the same successor again, "
                                        "for a client that lost the answer.")
            .between(Seconds{0}, minute),
        member<&Config::oidc, &Oidc::device_code_lifetime>(
            "oidc.device_code_lifetime", "How long a person may take to type the code a device shows.")
            .between(minute, hour),
        member<&Config::oidc, &Oidc::ciba>("oidc.ciba", "Whether clients may ask for people on another device (OpenID "
                                                        "Connect CIBA)."),
        member<&Config::oidc, &Oidc::ciba_lifetime>(
            "oidc.ciba_lifetime", "How long a person may take to decide about such a request; a client may ask for "
                                  "less.")
            .between(second, hour),
        member<&Config::keys, &Keys::algorithms>("keys.algorithms",
                                                 "Signature algorithms the server has keys for; ES256 must be one.")
            .one_of({"ES256", "ES384", "RS256", "PS256", "EdDSA"}),
        member<&Config::keys, &Keys::encryption>(
            "keys.encryption",
            "Kinds of keys that clients may encrypt request objects to; ECDH-ES serves its key wraps "
            "too, RSA-OAEP-256 also RSA-OAEP. May be empty.")
            .one_of({"ECDH-ES", "RSA-OAEP-256"}),
        member<&Config::keys, &Keys::active>("keys.active", "A key is replaced after this time.")
            .between(hour, 3650 * day),
        member<&Config::keys, &Keys::published_before>(
            "keys.published_before", "A new signing key stands in the JWKS this long before it signs.")
            .between(minute, 30 * day),
    };
}

KeyList outbound_keys()
{
    return {
        member<&Config::outbound, &Outbound::ca_file>(
            "outbound.ca_file",
            "PEM file with the authorities trusted when this server asks others something (jwks_uri, "
            "sector_identifier_uri, request_uri, logout, CIBA ping); empty: the system's."),
        member<&Config::outbound, &Outbound::allow_private>(
            "outbound.allow_private",
            "\"HOST:PORT\" entries this server may ask though they are loopback or private, at any port; without an "
            "entry it talks to public addresses at port 443 alone.")
            .checked(check_private_entry),
        member<&Config::outbound, &Outbound::proxy>(
            "outbound.proxy", "Address of an HTTP proxy for what this server asks others; entries of allow_private are "
                              "asked directly. The proxy resolves the names, so it must refuse private addresses "
                              "itself. Empty: none.")
            .checked(check_proxy),
    };
}

KeyList operation_keys()
{
    return {
        member<&Config::workers, &Workers::quick_threads>(
            "workers.quick_threads", "Threads for database and signatures; 0: twice the cores, at least 4.")
            .between(0, 1024),
        member<&Config::workers, &Workers::hash_threads>("workers.hash_threads",
                                                         "Threads for password hashes; 0: one per core.")
            .between(0, 1024),
        member<&Config::workers, &Workers::quick_queue>(
            "workers.quick_queue", "Requests that may wait for a quick thread; more are answered 503 at once.")
            .between(1, 1000000),
        member<&Config::workers, &Workers::hash_queue>(
            "workers.hash_queue", "Requests that may wait for a hash thread; more are answered 503 at once.")
            .between(1, 1000000),
        member<&Config::limits, &Limits::connections>("limits.connections", "Connections open at the same time.")
            .between(1, 1000000),
        member<&Config::limits, &Limits::connections_per_address>("limits.connections_per_address",
                                                                  "Connections open from one address.")
            .between(1, 1000000),
        member<&Config::limits, &Limits::registrations_per_hour>(
            "limits.registrations_per_hour", "Clients one address may register in an hour where anybody may.")
            .between(1, 1000000),
        member<&Config::limits, &Limits::mails_per_hour_and_address>("limits.mails_per_hour_and_address",
                                                                     "Mails sent to one address in an hour.")
            .between(1, 1000000),
        member<&Config::limits, &Limits::mails_per_day_and_address>("limits.mails_per_day_and_address",
                                                                    "Mails sent to one address in a day.")
            .between(1, 1000000),
        member<&Config::limits, &Limits::resend_after>("limits.resend_after",
                                                       "Time before a mail can be asked for again.")
            .between(Seconds{0}, day),
        member<&Config::limits, &Limits::device_codes_per_hour_and_account>(
            "limits.device_codes_per_hour_and_account", "Wrong device codes one person may type in an hour.")
            .between(1, 1000000),
        member<&Config::limits, &Limits::device_codes_per_hour>(
            "limits.device_codes_per_hour", "Wrong device codes all people together may type in an hour.")
            .between(1, 1000000),
        member<&Config::limits, &Limits::ciba_requests_per_account>(
            "limits.ciba_requests_per_account", "Backchannel requests that may wait for one person's decision.")
            .between(1, 1000000),
    };
}

KeyList other_keys()
{
    return {
        member<&Config::app, &AppLinks::android_package>(
            "app.android_package", "The Android app that may open https addresses of this server: its package name; "
                                   "empty: none.")
            .checked(check_app_name),
        member<&Config::app, &AppLinks::android_fingerprints>(
            "app.android_fingerprints", "SHA-256 fingerprints of the certificates the Android app is signed with.")
            .checked(check_fingerprint),
        member<&Config::app, &AppLinks::apple_ids>(
            "app.apple_ids", "The Apple apps that may open addresses under /app/ of this server, each TEAM.BUNDLE.")
            .checked(check_app_name),
        member<&Config::templates, &Templates::dir>("templates.dir", "Folder whose templates, texts and static files "
                                                                     "replace the built-in ones; empty: none."),
        member<&Config::log, &Log::level>("log.level", "The least important lines that are logged.")
            .one_of({"debug", "info", "warning", "error"}),
        member<&Config::test, &Test::clock_offset_file>(
            "test.clock_offset_file", "File with seconds to add to the clock, read again at each request; the section "
                                      "is refused unless the issuer is on localhost or a .test name.")
            .checked(check_not_empty)
            .shown_as("var/clock"),
    };
}

} // namespace

std::vector<Key> const& schema()
{
    static KeyList const keys = [] {
        KeyList all;
        for (auto* const part : {&listen_keys, &storage_keys, &sign_in_keys, &passkey_keys, &session_keys, &oidc_keys,
                                 &outbound_keys, &operation_keys, &guessing_keys, &other_keys})
            append(all, part());
        return all;
    }();
    return keys;
}

} // namespace zugang::idp::config
