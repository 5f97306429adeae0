#include "idp/token/grants/successor.hpp"
#include "base/base64url.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/oauth/refresh_binding.hpp"
#include "store/refresh_tokens.hpp"
#include <algorithm>

namespace zugang::idp::token::grants {
namespace {

constexpr std::string_view refresh_prefix = "zgr_";

} // namespace

std::optional<std::string> issue_refresh_token(store::Connection& tx, oauth::Client const& client,
                                               store::Grant const& grant, Services& on, Instant now)
{
    if (!oauth::gets_refresh_token(client, split_words(grant.scope)))
        return std::nullopt;
    auto token = random_token(on.random, refresh_prefix);
    store_refresh_token(tx, token, grant, on, now);
    return token;
}

std::string successor_of(std::string_view token, Services& on)
{
    return std::string{refresh_prefix} + base64url_encode(on.sealer.keyed_hash("refresh successor", token));
}

Instant refresh_token_end(store::Grant const& grant, Services& on, Instant now)
{
    return std::min(now + Duration{on.config.oidc.refresh_token_idle}, grant.expires_at);
}

void store_refresh_token(store::Connection& tx, std::string_view token, store::Grant const& grant, Services& on,
                         Instant now)
{
    store::RefreshToken row;
    row.token_hash = sha256(bytes_of(token));
    row.grant_id = grant.id;
    row.client_id = grant.client_id;
    row.created_at = now;
    row.expires_at = refresh_token_end(grant, on, now);
    store::refresh_tokens::insert(tx, row);
}

} // namespace zugang::idp::token::grants
