// ciba_requests (CIBA §7): decided once by the person, redeemed once by the client.
#pragma once
#include "store/waiting.hpp"

namespace zugang::store {

struct CibaRequest {
    std::string id; // what an approver names it by; no secret
    Bytes auth_req_id_hash;
    std::string client_id;
    std::string account_id;
    std::string scope;
    std::string details = "{}"; // JSON, as the grant gets it
    std::string binding_message;
    std::string acr_values;            // wished for, best first
    std::optional<Bytes> notification; // sealed, place {"ciba_requests", "notification", id}; of ping clients
    std::int64_t interval_seconds = 0;
    Instant created_at;
    Instant expires_at;
    std::optional<Instant> polled_at;
    std::optional<std::string> grant_id;
    std::optional<Instant> decided_at;
    std::optional<Instant> redeemed_at;
};

namespace ciba_requests {

void insert(Connection& db, CibaRequest const& request);
/// The same, unless `most_open` requests of the account wait for its decision: no client may fill a person's telephone.
[[nodiscard]] bool insert_within(Connection& db, CibaRequest const& request, std::int64_t most_open);
/// For an approver: what waits for the account's decision, oldest first.
[[nodiscard]] std::vector<CibaRequest> list_open(Connection& db, std::string_view account_id, Instant now);
/// One conditional UPDATE … RETURNING: nothing where it is decided or has expired. `grant_id` empty: denied.
[[nodiscard]] std::optional<CibaRequest> decide(Connection& db, std::string_view id,
                                                std::optional<std::string> const& grant_id, Instant now);
/// One conditional UPDATE … RETURNING: nothing unless it is allowed and was never redeemed.
[[nodiscard]] std::optional<CibaRequest> redeem(Connection& db, Bytes const& auth_req_id_hash,
                                                std::string_view client_id, Instant now);
/// Why `redeem` gave nothing. Counts the question, and makes the interval longer for one that came too early.
[[nodiscard]] Waiting poll(Connection& db, Bytes const& auth_req_id_hash, std::string_view client_id, Instant now);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace ciba_requests
} // namespace zugang::store
