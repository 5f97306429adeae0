// dpop_proofs (RFC 9449 §11.1): each proof that was shown, kept until it could not be shown again.
#pragma once
#include "store/connection.hpp"

namespace zugang::store::dpop_proofs {

/// One conditional INSERT: false where the proof was shown before. `proof_hash` covers its key and its jti.
[[nodiscard]] bool use(Connection& db, Bytes const& proof_hash, Instant expires_at);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace zugang::store::dpop_proofs
