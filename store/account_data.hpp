// Everything the other tables hold about one account, for the person it belongs to. No token, hash or other secret.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct SessionData {
    std::string id;
    std::string user_agent;
    std::string evidence; // JSON array
    Instant auth_time;
    Instant created_at;
    Instant last_seen_at;
    Instant expires_at;
    std::optional<Instant> ended_at;
};

struct GrantData {
    std::string client_id;
    std::string session_id;
    std::string scope;
    Instant auth_time;
    Instant created_at;
    Instant expires_at;
    std::optional<Instant> revoked_at;
};

struct ConsentData {
    std::string client_id;
    std::string scope;
    Instant granted_at;
};

struct MailLinkData {
    std::string kind;
    std::string email;
    Instant created_at;
    Instant expires_at;
    std::optional<Instant> used_at;
    std::optional<std::string> notice;  // what the mail told
    std::optional<std::string> subject; // the factor it was about
};

struct FactorData {
    std::string id;
    std::string name;
    std::optional<Instant> confirmed_at;
    std::optional<Instant> last_used_at;
    std::optional<Instant> removed_at;
};

/// A passkey or security key, without its key.
struct PasskeyData {
    std::string id;
    std::string kind; // "passkey" or "security_key"
    std::string name;
    std::int64_t sign_count = 0;
    bool backup_eligible = false;
    bool backed_up = false;
    std::string transports;
    Bytes aaguid;
    std::string attestation_format;
    bool is_attested = false;
    Instant created_at;
    std::optional<Instant> last_used_at;
    std::optional<Instant> removed_at;
};

struct DeviceData {
    std::string id;
    std::string user_agent;
    Instant created_at;
    std::optional<Instant> signed_in_at;
    Instant expires_at;
};

struct RecoveryCodesData {
    Instant created_at;
    std::int64_t unused = 0;
};

struct AccountData {
    std::vector<SessionData> sessions;
    std::vector<GrantData> grants;
    std::vector<ConsentData> consents;
    std::vector<MailLinkData> mail_links;
    std::vector<FactorData> factors; // authenticator apps
    std::vector<PasskeyData> passkeys;
    std::vector<DeviceData> devices;
    std::optional<RecoveryCodesData> recovery_codes;
};

[[nodiscard]] AccountData load_account_data(Connection& db, std::string_view account_id);

} // namespace zugang::store
