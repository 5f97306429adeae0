#include "base/log.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/mint/tokens.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/scope.hpp"
#include "idp/token/grants/grants.hpp"
#include "idp/token/grants/successor.hpp"
#include "store/refresh_tokens.hpp"

namespace zugang::idp::token::grants {
namespace {

struct Refresh {
    enum class Outcome { rotated, repeated, refused, replayed };
    Outcome outcome = Outcome::refused;
    store::Grant grant;
};

/// A token that was rotated before. Within the grace a lost answer is asked for again and gets the same successor;
/// later somebody has a copy, and the whole grant ends (RFC 9700 §4.14.2).
Refresh repeat_or_punish(store::Connection& tx, Bytes const& token_hash, client_auth::AuthenticatedClient const& client,
                         Services& on, Instant now)
{
    auto const token = store::refresh_tokens::find(tx, token_hash);
    if (!token || token->client_id != client.id() || !token->rotated_at)
        return {}; // unknown, expired, or another client's: nothing of that client is revoked
    if (now - *token->rotated_at > Duration{on.config.oidc.refresh_token_grace}) {
        store::grants::revoke(tx, token->grant_id, now);
        return {Refresh::Outcome::replayed, {}};
    }
    auto grant = store::grants::find_live(tx, token->grant_id, now);
    return grant ? Refresh{Refresh::Outcome::repeated, std::move(*grant)} : Refresh{};
}

Refresh rotate(store::Connection& tx, std::string const& text, client_auth::AuthenticatedClient const& client,
               Services& on, Instant now)
{
    auto const token_hash = sha256(bytes_of(text));
    auto const token = store::refresh_tokens::rotate(tx, token_hash, client.id(), now);
    if (!token)
        return repeat_or_punish(tx, token_hash, client, on, now);
    auto grant = store::grants::find_live(tx, token->grant_id, now);
    if (!grant)
        return {};
    store_refresh_token(tx, successor_of(text, on), *grant, on, now);
    return {Refresh::Outcome::rotated, std::move(*grant)};
}

/// RFC 6749 §6: a part of the scope may be asked for, never more.
std::vector<std::string> narrowed_scope(store::Grant const& grant, Call const& call)
{
    auto whole = split_words(grant.scope);
    auto const asked = split_words(call.form.get("scope"));
    if (asked.empty())
        return whole;
    if (!oauth::is_subset(asked, whole))
        throw oauth::Error{oauth::ErrorKind::invalid_scope, "scope is wider than what was granted"};
    return oauth::allowed_scope(asked, whole);
}

} // namespace

http::Response refresh_token(client_auth::AuthenticatedClient const& client, Call const& call, Services& on)
{
    auto const text = call.form.get("refresh_token");
    if (text.empty())
        throw oauth::Error{oauth::ErrorKind::invalid_request, "refresh_token is missing"};
    std::vector<std::string> scope;
    auto const refresh = on.database.write([&](store::Connection& tx) {
        auto done = rotate(tx, text, client, on, call.now);
        if (done.outcome == Refresh::Outcome::rotated || done.outcome == Refresh::Outcome::repeated)
            scope = narrowed_scope(done.grant, call); // a scope too wide rolls the rotation back: nothing is lost
        return done;
    });
    if (refresh.outcome == Refresh::Outcome::replayed)
        log::warning("refresh_token_replayed", {{"client", client.id()}});
    if (refresh.outcome == Refresh::Outcome::refused || refresh.outcome == Refresh::Outcome::replayed)
        throw oauth::Error{oauth::ErrorKind::invalid_grant, "the refresh token is wrong, expired or revoked"};
    return mint::token_answer({.client = client.client(),
                               .grant = refresh.grant,
                               .scope = std::move(scope),
                               .nonce = std::nullopt,
                               .refresh_token = successor_of(text, on)},
                              on, call.now);
}

} // namespace zugang::idp::token::grants
