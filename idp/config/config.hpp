// Config: every setting, with its default. Read from TOML by load.cpp; docs/configuration.md is generated from
// schema.cpp.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zugang::idp::config {

using Seconds = std::chrono::seconds;

struct Tls {
    std::string certificate;
    std::string key;
    std::string minimum = "1.3";
};

struct Mtls {
    std::string address; // empty: listen.address
    std::uint16_t port = 8443;
    std::string trust = "ca";
    std::string ca_file;
};

struct Listen {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::optional<Tls> tls;
    std::optional<Mtls> mtls; // needs tls
    std::vector<std::string> trusted_proxies;
};

struct Store {
    std::string url = "sqlite:var/zugang.db";
    std::int64_t connections = 8;
};

struct Secrets {
    std::string master_key_file = "var/master.key";
};

struct Mail {
    std::string smtp_url = "smtp://127.0.0.1:1025";
    std::string password_file; // empty: the URL's password, if any
    std::string from = "Zugang <kontoservice@localhost>";
    std::string ca_file;      // empty: the system's
    bool require_tls = false; // smtp:// without STARTTLS is refused

    /// The address alone, without the name: what people look for in their mailbox.
    [[nodiscard]] std::string sender_address() const
    {
        auto const open = from.rfind('<');
        auto const close = from.rfind('>');
        return open == std::string::npos || close < open ? from : from.substr(open + 1, close - open - 1);
    }
};

struct Password {
    std::int64_t memory_kib = 47104;
    std::int64_t iterations = 1;
    std::int64_t minimum_length = 12;
    std::string blocklist_file; // one password per line, beside the built-in list
};

enum class SecondFactor { required, recommended };

struct Policy {
    SecondFactor second_factor = SecondFactor::required;
    bool registration = true;
    std::string terms_version = "1";
};

struct Totp {
    std::string algorithm = "SHA1"; // of keys made from now on
    std::int64_t window = 1;        // 1: the code just before the present one is right too
    std::string issuer_name;        // empty: the issuer's host
    std::int64_t devices = 5;       // of one account
};

enum class AttestationMode { ignore, verify };
enum class HardwareProof { device_bound, attested };

/// WebAuthn L3. What ceremonies are checked against is built from it once, in idp/call/passkey_settings.
struct Passkeys {
    std::string rp_id;                    // empty: the issuer's host
    std::string rp_name;                  // empty: as totp.issuer_name
    std::vector<std::string> origins;     // beside the issuer's own; https ones are related origins
    bool apps = true;                     // those of [app] count as this server's own
    bool allow_cross_origin = false;      // in a frame of another site's page
    std::vector<std::string> top_origins; // of which sites
    AttestationMode attestation = AttestationMode::ignore;
    std::string attestation_roots; // PEM file
    std::string metadata_file;     // the FIDO Metadata Service's BLOB
    std::string metadata_roots;    // PEM file
    std::vector<std::string> allowed_aaguids;
    std::vector<std::string> denied_aaguids;
    HardwareProof hardware = HardwareProof::device_bound; // what phrh takes
    bool security_keys = true;                            // also as second factor, behind the password
    std::int64_t devices = 10;                            // of one account, passkeys and security keys together
    bool conditional_create = true;                       // a passkey is offered after a sign-in with password
};

struct Session {
    Seconds idle{1800};
    Seconds absolute{43200};
    Seconds sign_in{3600}; // how long a sign-in under way may take
};

enum class DynamicRegistration { off, token, open };

struct Oidc {
    DynamicRegistration dynamic_registration = DynamicRegistration::off;
    bool implicit = false;
    bool request_uri = false;
    std::vector<std::string> resources; // RFC 8707: beside the issuer
    std::vector<std::string> authorization_details_types;
    bool dpop_nonce_required = false;
    Seconds access_token_lifetime{300};
    Seconds id_token_lifetime{300};
    Seconds code_lifetime{60};
    Seconds pushed_request_lifetime{60};
    Seconds refresh_token_idle{604800};      // 7 days
    Seconds refresh_token_absolute{2592000}; // 30 days
    Seconds refresh_token_grace{10};         // a lost answer may be asked for again
    Seconds device_code_lifetime{600};
    bool ciba = false;
    Seconds ciba_lifetime{300};
};

struct Keys {
    std::vector<std::string> algorithms{"ES256", "RS256", "PS256", "EdDSA"}; // made at the first start
    std::vector<std::string> encryption{"ECDH-ES", "RSA-OAEP-256"};          // the same, for what clients encrypt to us
    Seconds active{7776000};                                                 // 90 days
    Seconds published_before{86400};                                         // 24 h
};

struct Outbound {
    std::string ca_file;
    std::vector<std::string> allow_private;
    std::string proxy; // empty: none
};

struct Workers {
    std::int64_t quick_threads = 0; // 0: twice the cores, at least 4
    std::int64_t hash_threads = 0;  // 0: one per core
    std::int64_t quick_queue = 512;
    std::int64_t hash_queue = 64;
};

struct Limits {
    std::int64_t connections = 10000;
    std::int64_t connections_per_address = 200;
    std::int64_t registrations_per_hour = 20;
    std::int64_t mails_per_hour_and_address = 3;
    std::int64_t mails_per_day_and_address = 10;
    Seconds resend_after{60};
    std::int64_t device_codes_per_hour_and_account = 10; // wrong ones
    std::int64_t device_codes_per_hour = 1000;
    std::int64_t ciba_requests_per_account = 3; // open ones
    std::int64_t passwords_before_wait = 5;     // wrong ones, for one name from one network
    std::int64_t passwords_per_day = 20;        // likewise
    std::int64_t passwords_of_strangers = 10;   // wrong ones in a day for one name, before strangers wait
    std::int64_t passwords_in_a_row = 100;      // wrong ones of strangers, before passwords of theirs are not taken
    std::int64_t passwords_per_hour_and_device = 10;
    std::int64_t failures_per_minute_and_network = 20;
    std::int64_t names_per_hour_and_network = 50;
    std::int64_t names_per_day_and_network = 200;
    Seconds wait_of_network{30};          // between two tries, once it tried too many names
    std::int64_t failures_to_alarm = 100; // of the whole service in five minutes; below it nothing is an attack
    std::int64_t codes_per_quarter = 5;   // wrong ones in 15 minutes, for one account and factor
    std::int64_t codes_before_pause = 10; // in a row
    std::int64_t codes_in_a_row = 100;    // before the factor is suspended
};

struct AppLinks {
    std::string android_package; // empty: no Android app
    std::vector<std::string> android_fingerprints;
    std::vector<std::string> apple_ids; // "TEAMID.bundle.id"
};

struct Templates {
    std::string dir; // empty: the embedded ones
};

struct Log {
    std::string level = "info"; // debug, info, warning, error
};

struct Test {
    std::string clock_offset_file;
};

struct Config {
    std::string issuer; // no default: nothing is derived from the Host header
    Listen listen;
    Store store;
    Secrets secrets;
    Mail mail;
    Password password;
    Policy policy;
    Totp totp;
    Passkeys passkeys;
    Session session;
    Oidc oidc;
    Keys keys;
    Outbound outbound;
    Workers workers;
    Limits limits;
    AppLinks app;
    Templates templates;
    Log log;
    Test test;

    /// "https://id.example:8443" + "/path": an absolute address of this server.
    [[nodiscard]] std::string address(std::string_view path) const { return issuer + std::string{path}; }
    /// "https://id.example:8443": where clients with a certificate come; only where there is listen.mtls.
    [[nodiscard]] std::string mtls_origin() const;
};

} // namespace zugang::idp::config
