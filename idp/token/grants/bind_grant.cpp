#include "idp/token/grants/bind_grant.hpp"

namespace zugang::idp::token::grants {

void bind_grant(store::Connection& tx, store::Grant& grant, oauth::Client const& client,
                oauth::Confirmation const& sender)
{
    auto details = oauth::grant_details_from_json(grant.details);
    if (client.is_confidential() || !sender.is_bound() || details.confirmation == sender)
        return;
    details.confirmation = sender;
    grant.details = oauth::to_json(details);
    store::grants::set_details(tx, grant.id, grant.details);
}

} // namespace zugang::idp::token::grants
