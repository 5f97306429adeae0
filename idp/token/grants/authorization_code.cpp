#include "base/base64url.hpp"
#include "base/log.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/client_auth/sender.hpp"
#include "idp/mint/tokens.hpp"
#include "idp/oauth/error.hpp"
#include "idp/token/grants/bind_grant.hpp"
#include "idp/token/grants/grants.hpp"
#include "idp/token/grants/successor.hpp"
#include "idp/token/grants/targets.hpp"
#include "store/authorization_codes.hpp"

namespace zugang::idp::token::grants {
namespace {

constexpr std::size_t shortest_verifier = 43; // RFC 7636 §4.1
constexpr std::size_t longest_verifier = 128;

struct CodeRedemption {
    enum class Outcome { redeemed, refused, replayed };
    Outcome outcome = Outcome::refused;
    store::Grant grant;
    std::optional<std::string> refresh_token;
    std::vector<std::string> resources;
};

bool is_verifier(std::string_view text)
{
    constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    return text.size() >= shortest_verifier && text.size() <= longest_verifier &&
           text.find_first_not_of(allowed) == std::string_view::npos;
}

/// A verifier without a challenge is refused as well: it shows that somebody removed the challenge on the way (RFC 9700
/// §4.8.2).
bool fits_challenge(std::optional<std::string> const& challenge, std::optional<std::string> const& verifier)
{
    if (!challenge || !verifier)
        return !challenge && !verifier;
    auto const expected = base64url_encode(sha256(bytes_of(*verifier)));
    return is_verifier(*verifier) && equal_in_constant_time(bytes_of(expected), bytes_of(*challenge));
}

/// A code that was used before: what its first use gave dies (RFC 6749 §4.1.2), but only at its own client's hand.
CodeRedemption punish_replay(store::Connection& tx, Bytes const& code_hash,
                             client_auth::AuthenticatedClient const& client, Instant now)
{
    CodeRedemption redemption;
    auto const code = store::authorization_codes::find(tx, code_hash);
    if (code && code->client_id == client.id() && code->used_at) {
        store::grants::revoke(tx, code->grant_id, now);
        redemption.outcome = CodeRedemption::Outcome::replayed;
    }
    return redemption;
}

/// RFC 9449 §10: a code asked for with a key is redeemed with that key.
bool fits_key(store::Grant const& grant, oauth::Confirmation const& sender)
{
    auto const bound_to = oauth::grant_details_from_json(grant.details).confirmation;
    return !bound_to.jkt || bound_to.jkt == sender.jkt;
}

CodeRedemption redeem_code(store::Connection& tx, client_auth::AuthenticatedClient const& client,
                           oauth::Confirmation const& sender, Call const& call, Services& on)
{
    CodeRedemption redemption;
    auto const code_hash = sha256(bytes_of(call.form.get("code")));
    auto const code = store::authorization_codes::redeem(tx, code_hash, client.id(), call.now);
    if (!code)
        return punish_replay(tx, code_hash, client, call.now);
    if (code->redirect_uri != call.form.get("redirect_uri") ||
        !fits_challenge(code->code_challenge, call.form.find_filled("code_verifier")))
        return redemption; // and the code is used up
    auto grant = store::grants::find_live(tx, code->grant_id, call.now);
    if (!grant || !fits_key(*grant, sender))
        return redemption;
    // What asks for too much rolls everything back: the code is still good, and no refresh token lies about.
    redemption.resources = narrowed_resources(oauth::grant_details_from_json(grant->details), call, on);
    bind_grant(tx, *grant, client.client(), sender);
    redemption.refresh_token = issue_refresh_token(tx, client.client(), *grant, on, call.now);
    redemption.outcome = CodeRedemption::Outcome::redeemed;
    redemption.grant = std::move(*grant);
    return redemption;
}

} // namespace

http::Response authorization_code(client_auth::AuthenticatedClient const& client, Call const& call, Services& on)
{
    if (call.form.get("code").empty())
        throw oauth::Error{oauth::ErrorKind::invalid_request, "code is missing"};
    if (call.form.get("redirect_uri").empty())
        throw oauth::Error{oauth::ErrorKind::invalid_request, "redirect_uri is missing"};
    auto const sender = client_auth::check_sender(call, client.client(), on); // first: a nonce may be asked for
    // Committed before anything is refused: a replay must have its effect, and a code is gone before tokens are signed.
    auto redemption =
        on.database.write([&](store::Connection& tx) { return redeem_code(tx, client, sender, call, on); });
    if (redemption.outcome == CodeRedemption::Outcome::replayed)
        log::warning("code_replayed", {{"client", client.id()}});
    if (redemption.outcome != CodeRedemption::Outcome::redeemed)
        throw oauth::Error{oauth::ErrorKind::invalid_grant, "the code is wrong, expired or used"};
    return mint::token_answer({.client = client.client(),
                               .grant = redemption.grant,
                               .scope = split_words(redemption.grant.scope),
                               .nonce = redemption.grant.nonce,
                               .refresh_token = redemption.refresh_token,
                               .resources = std::move(redemption.resources),
                               .confirmation = sender},
                              on, call.now);
}

} // namespace zugang::idp::token::grants
