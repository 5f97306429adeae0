// sign_in_flows: sign-ins under way. A flow outlives its pages; evidence is only ever appended.
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

struct SignInFlow {
    std::string id;       // in the address; no secret, bound to the browser by browser_hash
    Bytes browser_hash;   // SHA-256 of the flow cookie
    std::string request;  // JSON: the verified authorization request, or {} for a sign-in without a client
    std::string evidence; // JSON array
    std::optional<std::string> account_id;
    std::optional<std::string> session_id;       // what it led to
    std::optional<std::string> registered_email; // typed at a registration in this flow, shown on its pages
    Instant created_at;
    Instant expires_at; // of the interaction; the row stays a day longer, to start again from
    std::optional<Instant> finished_at;
};

namespace sign_in_flows {

void insert(Connection& db, SignInFlow const& flow);
[[nodiscard]] std::optional<SignInFlow> find(Connection& db, std::string_view id);
/// Replaces the evidence if it still is what was read (`former`) and the flow is unfinished; false otherwise.
[[nodiscard]] bool update_evidence(Connection& db, SignInFlow const& flow, std::string_view former, Instant now);
/// Remembers the address a registration was made with; nothing else of the flow changes.
void set_registered_email(Connection& db, std::string_view id, std::string_view email);
/// What the flow has proved has made a session, or gone into one.
void set_session(Connection& db, std::string_view id, std::string_view session_id);
/// Takes from an unfinished flow what it has proved if it led to this session, which has ended.
void forget_session(Connection& db, std::string_view id, std::string_view session_id);
/// Takes from an unfinished flow what it has proved: its person has cancelled.
void forget_evidence(Connection& db, std::string_view id);
/// The same with every one of a browser: its person has signed out.
void forget_evidence_of(Connection& db, Bytes const& browser_hash);
/// Ends the flow once: false for the second caller.
[[nodiscard]] bool finish(Connection& db, std::string_view id, std::string_view session_id, Instant now);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace sign_in_flows
} // namespace zugang::store
