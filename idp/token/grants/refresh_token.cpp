#include "base/log.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/client_auth/sender.hpp"
#include "idp/mint/tokens.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/refresh_binding.hpp"
#include "idp/oauth/scope.hpp"
#include "idp/token/grants/grants.hpp"
#include "idp/token/grants/successor.hpp"
#include "idp/token/grants/targets.hpp"
#include "store/clients.hpp"
#include "store/refresh_tokens.hpp"

namespace zugang::idp::token::grants {
namespace {

/// What a refresh works with.
struct RefreshCall {
    oauth::Client const& client;
    oauth::Confirmation const& sender;
    std::string text; // the token
    Bytes hash;
    Instant now;
};

struct Refresh {
    enum class Outcome { renewed, refused, replayed };
    Outcome outcome = Outcome::refused;
    store::Grant grant = {};
    std::string token = {}; // handed out along
};

/// RFC 9449 §5: only who has the key that a public client's token was issued to may use it. A confidential client shows
/// itself by its authentication, and may change its key.
bool is_right_sender(RefreshCall const& refresh, store::Grant const& grant)
{
    auto const bound_to = oauth::grant_details_from_json(grant.details).confirmation;
    return refresh.client.is_confidential() || !bound_to.is_bound() || bound_to == refresh.sender;
}

/// What is left of the grant's scope: a word the client may no longer ask for is not handed on by a grant of before.
std::vector<std::string> present_scope(store::Grant const& grant, oauth::Client const& client)
{
    return oauth::allowed_scope(split_words(grant.scope), client.scope);
}

/// Consent that was withdrawn ends what rests on it, however long the tokens would live; so does a registration that
/// leaves nothing of the scope, or under which the client would get no refresh token.
bool is_still_allowed(store::Connection& tx, RefreshCall const& refresh, store::Grant const& grant)
{
    auto const scope = present_scope(grant, refresh.client);
    if (scope.empty() || !oauth::gets_refresh_token(refresh.client, scope))
        return false;
    if (refresh.client.trusted)
        return true;
    auto const remembered = store::consents::find(tx, grant.account_id, refresh.client.id);
    return remembered && oauth::is_subset(split_words(grant.scope), split_words(*remembered));
}

/// A token that was rotated before. Within the grace a lost answer is asked for again and gets the same successor;
/// later somebody has a copy, and the whole grant ends (RFC 9700 §4.14.2).
Refresh repeat_or_punish(store::Connection& tx, RefreshCall const& refresh, store::Grant grant, Services& on)
{
    auto const token = store::refresh_tokens::find(tx, refresh.hash);
    if (!token || !token->rotated_at)
        return {}; // expired meanwhile
    if (refresh.now - *token->rotated_at > Duration{on.config.oidc.refresh_token_grace}) {
        store::grants::revoke(tx, token->grant_id, refresh.now);
        return {.outcome = Refresh::Outcome::replayed};
    }
    return {Refresh::Outcome::renewed, std::move(grant), successor_of(refresh.text, on)};
}

Refresh rotate(store::Connection& tx, RefreshCall const& refresh, store::Grant grant, Services& on)
{
    if (!store::refresh_tokens::rotate(tx, refresh.hash, refresh.client.id, refresh.now))
        return repeat_or_punish(tx, refresh, std::move(grant), on);
    auto successor = successor_of(refresh.text, on);
    store_refresh_token(tx, successor, grant, on, refresh.now);
    return {Refresh::Outcome::renewed, std::move(grant), std::move(successor)};
}

/// FAPI 2.0 §5.3.2.1: a confidential client that shows its key or certificate keeps its token, whose copy is worth
/// nothing to anybody else; its idle end moves on.
Refresh keep(store::Connection& tx, RefreshCall const& refresh, store::Grant grant, Services& on)
{
    auto const idle_end = refresh_token_end(grant, on, refresh.now);
    if (!store::refresh_tokens::extend(tx, refresh.hash, refresh.client.id, idle_end, refresh.now))
        return repeat_or_punish(tx, refresh, std::move(grant), on);
    return {Refresh::Outcome::renewed, std::move(grant), refresh.text};
}

Refresh renew(store::Connection& tx, RefreshCall const& refresh, Services& on)
{
    auto const token = store::refresh_tokens::find(tx, refresh.hash);
    if (!token || token->client_id != refresh.client.id)
        return {}; // unknown, or another client's: nothing of that client is revoked
    auto grant = store::grants::find_live(tx, token->grant_id, refresh.now);
    if (!grant || !is_right_sender(refresh, *grant))
        return {};
    if (!is_still_allowed(tx, refresh, *grant)) {
        store::grants::revoke(tx, grant->id, refresh.now);
        return {};
    }
    auto const keeps = refresh.client.is_confidential() && refresh.sender.is_bound();
    return keeps ? keep(tx, refresh, std::move(*grant), on) : rotate(tx, refresh, std::move(*grant), on);
}

/// RFC 6749 §6: a part of the scope may be asked for, never more.
std::vector<std::string> narrowed_scope(store::Grant const& grant, oauth::Client const& client, Call const& call)
{
    auto whole = present_scope(grant, client);
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
    auto const sender = client_auth::check_sender(call, client.client(), on);
    std::vector<std::string> scope;
    std::vector<std::string> resources;
    auto const refresh = on.database.write([&](store::Connection& tx) {
        auto done = renew(tx, {client.client(), sender, text, sha256(bytes_of(text)), call.now}, on);
        if (done.outcome == Refresh::Outcome::renewed) { // what asks too much rolls the rotation back: nothing is lost
            scope = narrowed_scope(done.grant, client.client(), call);
            resources = narrowed_resources(oauth::grant_details_from_json(done.grant.details), call, on);
        }
        return done;
    });
    if (refresh.outcome == Refresh::Outcome::replayed)
        log::warning("refresh_token_replayed", {{"client", client.id()}});
    if (refresh.outcome != Refresh::Outcome::renewed)
        throw oauth::Error{oauth::ErrorKind::invalid_grant, "the refresh token is wrong, expired or revoked"};
    return mint::token_answer({.client = client.client(),
                               .grant = refresh.grant,
                               .scope = std::move(scope),
                               .refresh_token = refresh.token,
                               .resources = std::move(resources),
                               .confirmation = sender},
                              on, call.now);
}

} // namespace zugang::idp::token::grants
