#include "store/accounts.hpp"

namespace zugang::store::accounts {

void set_terms(Connection& db, std::string_view id, std::string_view version, Instant now)
{
    db.execute("UPDATE accounts SET terms_version = :version, terms_accepted_at = :now, updated_at = :now"
               " WHERE id = :id",
               {{"version", std::string(version)}, {"now", value_of(now)}, {"id", std::string(id)}});
}

} // namespace zugang::store::accounts
