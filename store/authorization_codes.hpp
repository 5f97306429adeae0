// authorization_codes (RFC 6749 §4.1.2): redeemed once; remembered as used for longer than they live.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct AuthorizationCode {
    Bytes code_hash;
    std::string grant_id;
    std::string client_id;
    std::string redirect_uri;
    std::optional<std::string> code_challenge; // S256
    Instant created_at;
    Instant expires_at;
    std::optional<Instant> used_at;
};

namespace authorization_codes {

void insert(Connection& db, AuthorizationCode const& code);
[[nodiscard]] std::optional<AuthorizationCode> find(Connection& db, Bytes const& code_hash);
/// One conditional UPDATE … RETURNING: nothing where it was used, expired, of another client or is not there.
[[nodiscard]] std::optional<AuthorizationCode> redeem(Connection& db, Bytes const& code_hash,
                                                      std::string_view client_id, Instant now);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace authorization_codes
} // namespace zugang::store
