#include "idp/token/grants/waiting.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/client_auth/sender.hpp"
#include "idp/mint/tokens.hpp"
#include "idp/oauth/error.hpp"
#include "idp/token/grants/bind_grant.hpp"
#include "idp/token/grants/successor.hpp"
#include "idp/token/grants/targets.hpp"

namespace zugang::idp::token::grants {
namespace {

struct Poll {
    std::optional<store::Grant> grant; // nothing: see `waiting`
    std::optional<std::string> refresh_token = {};
    store::Waiting waiting = store::Waiting::redeemed;
    std::vector<std::string> resources = {};
};

[[noreturn]] void refuse_waiting(store::Waiting waiting)
{
    using oauth::Error;
    using oauth::ErrorKind;
    switch (waiting) {
    case store::Waiting::pending:
        throw Error{ErrorKind::authorization_pending, "nobody has decided yet"};
    case store::Waiting::too_fast:
        throw Error{ErrorKind::slow_down, "asked too soon; the interval is five seconds longer now"};
    case store::Waiting::expired:
        throw Error{ErrorKind::expired_token, "nobody decided in time"};
    case store::Waiting::denied:
        throw Error{ErrorKind::access_denied, "the person denied it"};
    case store::Waiting::unknown:
    case store::Waiting::redeemed:
        break;
    }
    throw Error{ErrorKind::invalid_grant, "what was to be redeemed is wrong or used"};
}

} // namespace

http::Response answer_poll(client_auth::AuthenticatedClient const& client, std::string_view name, Question question,
                           Call const& call, Services& on)
{
    auto const text = call.form.get(name);
    if (text.empty())
        throw oauth::Error{oauth::ErrorKind::invalid_request, std::string{name} + " is missing"};
    auto const sender = client_auth::check_sender(call, client.client(), on); // first: a nonce may be asked for
    // Committed before anything is refused: the question counts, and what was redeemed is gone before tokens are
    // signed.
    auto poll = on.database.write([&](store::Connection& tx) -> Poll {
        auto const answered = question(tx, sha256(bytes_of(text)), client.id(), call.now);
        if (!answered.grant_id)
            return {.grant = {}, .waiting = answered.waiting};
        auto grant = store::grants::find_live(tx, *answered.grant_id, call.now);
        if (!grant) // the person signed out again, or the account was disabled
            return {.grant = {}};
        // What asks for too much rolls everything back: the same code may be redeemed by a right question.
        auto resources = narrowed_resources(oauth::grant_details_from_json(grant->details), call, on);
        bind_grant(tx, *grant, client.client(), sender);
        auto refresh_token = issue_refresh_token(tx, client.client(), *grant, on, call.now);
        return {
            .grant = std::move(grant), .refresh_token = std::move(refresh_token), .resources = std::move(resources)};
    });
    if (!poll.grant)
        refuse_waiting(poll.waiting);
    return mint::token_answer({.client = client.client(),
                               .grant = *poll.grant,
                               .scope = split_words(poll.grant->scope),
                               .refresh_token = poll.refresh_token,
                               .resources = std::move(poll.resources),
                               .confirmation = sender},
                              on, call.now);
}

} // namespace zugang::idp::token::grants
