#include "idp/token/revocation.hpp"
#include "base/log.hpp"
#include "base/sha256.hpp"
#include "idp/mint/access_token.hpp"
#include "idp/oauth/error.hpp"
#include "idp/token/form_request.hpp"
#include "store/refresh_tokens.hpp"
#include "store/revoked_access_tokens.hpp"

namespace zugang::idp::token {
namespace {

void check_own(std::string const& owner, FormRequest const& request)
{
    if (owner != request.client.id()) // RFC 7009 §2.1
        throw oauth::Error{oauth::ErrorKind::invalid_grant, "the token was issued to another client"};
}

void revoke_refresh_token(FormRequest const& request, Services& on, Instant now)
{
    auto const is_known = on.database.write([&](store::Connection& tx) {
        auto const row = store::refresh_tokens::find(tx, sha256(bytes_of(request.token)));
        if (!row)
            return false;
        check_own(row->client_id, request);
        store::grants::revoke(tx, row->grant_id, now);
        return true;
    });
    if (is_known)
        log::info("grant_revoked", {{"client", request.client.id()}, {"by", "client"}});
}

/// Nothing for what is no access token of ours, or is over.
std::optional<mint::AccessToken> find_access_token(std::string const& text, Services& on, Instant now)
try {
    return mint::read_access_token(text, on, now);
} catch (oauth::Error const&) {
    return std::nullopt;
}

void revoke_access_token(FormRequest const& request, Services& on, Instant now)
{
    auto const token = find_access_token(request.token, on, now);
    if (!token)
        return;
    check_own(token->client_id, request);
    on.database.write(
        [&](store::Connection& tx) { store::revoked_access_tokens::insert(tx, token->id, token->expires_at); });
    log::info("access_token_revoked", {{"client", request.client.id()}});
}

} // namespace

http::Response post_revocation(Call const& call, Services& on)
{
    auto const request = read_form_request(call, on);
    if (request.token.starts_with(refresh_token_prefix))
        revoke_refresh_token(request, on, call.now);
    else
        revoke_access_token(request, on, call.now);
    return {};
}

} // namespace zugang::idp::token
