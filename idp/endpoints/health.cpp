#include "idp/endpoints/health.hpp"
#include "base/log.hpp"

namespace zugang::idp::endpoints {

http::Response get_live(Call const&, Services&)
{
    return http::text(200, "live\n");
}

http::Response get_ready(Call const&, Services& on)
{
    try {
        auto const rows = on.database.read([](store::Connection& db) { return db.query("SELECT 1 AS one"); });
        if (rows.size() == 1 && on.keyring.snapshot()->find_current(keys::Algorithm::es256) != nullptr)
            return http::text(200, "ready\n");
    } catch (store::Unavailable const& problem) {
        log::warning("not_ready", {{"cause", problem.what()}});
    }
    return http::text(503, "not ready\n");
}

} // namespace zugang::idp::endpoints
