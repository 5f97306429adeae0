// grants: what a person allowed a client in one sign-in. Codes and tokens hang on it and die with it.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct Grant {
    std::string id;
    std::string client_id;
    std::string account_id;
    std::string session_id; // `sid`
    std::string scope;
    std::string evidence; // JSON array, as in the session at that time
    Instant auth_time;
    std::optional<std::string> nonce;
    Instant created_at;
    Instant expires_at; // absolute end of its refresh tokens
    std::optional<Instant> revoked_at;
    std::string details = "{}";    // JSON (idp/oauth/grant_details)
    bool outlives_session = false; // goes on when the session ends; else revoke_of_session ends it
};

namespace grants {

void insert(Connection& db, Grant const& grant);
/// Nothing for one that is revoked or past its end, or whose account is disabled.
[[nodiscard]] std::optional<Grant> find_live(Connection& db, std::string_view id, Instant now);
/// The same for an access token of the grant: nothing either where that token itself was revoked.
[[nodiscard]] std::optional<Grant> find_live_for_token(Connection& db, std::string_view id, std::string_view jti,
                                                       Instant now);
/// Replaces the details, as when the first token binds the grant to a key.
void set_details(Connection& db, std::string_view id, std::string_view details);
void revoke(Connection& db, std::string_view id, Instant now);
/// Those bound to the session only, not those that outlive it.
std::int64_t revoke_of_session(Connection& db, std::string_view session_id, Instant now);
std::int64_t revoke_of_account(Connection& db, std::string_view account_id, Instant now);
/// All but those given in this session.
std::int64_t revoke_of_others(Connection& db, std::string_view account_id, std::string_view session_id, Instant now);
/// Every client that was given something in the session, also what was revoked since: it may still have its own
/// session.
[[nodiscard]] std::vector<std::string> clients_of_session(Connection& db, std::string_view session_id);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace grants
} // namespace zugang::store
