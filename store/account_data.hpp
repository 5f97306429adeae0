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
};

struct AccountData {
    std::vector<SessionData> sessions;
    std::vector<GrantData> grants;
    std::vector<ConsentData> consents;
    std::vector<MailLinkData> mail_links;
};

[[nodiscard]] AccountData load_account_data(Connection& db, std::string_view account_id);

} // namespace zugang::store
