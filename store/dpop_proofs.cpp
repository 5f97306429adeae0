#include "store/dpop_proofs.hpp"

namespace zugang::store::dpop_proofs {

bool use(Connection& db, Bytes const& proof_hash, Instant expires_at)
{
    return db.execute("INSERT INTO dpop_proofs (proof_hash, expires_at) VALUES (:proof_hash, :expires_at)"
                      " ON CONFLICT DO NOTHING",
                      {{"proof_hash", proof_hash}, {"expires_at", value_of(expires_at)}}) == 1;
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM dpop_proofs WHERE expires_at < :before", {{"before", value_of(before)}});
}

} // namespace zugang::store::dpop_proofs
