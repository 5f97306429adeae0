#include "idp/oauth/subject.hpp"
#include "base/base64url.hpp"
#include "base/url.hpp"

namespace zugang::idp::oauth {

std::string sector_of(Client const& client)
{
    auto const& first = client.redirect_uris.empty() ? client.sector_identifier_uri : client.redirect_uris.front();
    auto const url = parse_url(client.sector_identifier_uri.empty() ? first : client.sector_identifier_uri);
    return url && !url->host.empty() ? url->host : client.id;
}

std::string subject_of(Client const& client, std::string_view account_id, keys::Sealer const& sealer)
{
    if (client.subject_type == SubjectType::shared)
        return std::string{account_id};
    auto text = sector_of(client);
    text += '\0'; // no host and no id holds one, so no two pairs mean the same
    text += account_id;
    return base64url_encode(sealer.keyed_hash("pairwise", text));
}

} // namespace zugang::idp::oauth
