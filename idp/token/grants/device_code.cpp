#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/mint/tokens.hpp"
#include "idp/oauth/error.hpp"
#include "idp/token/grants/grants.hpp"
#include "idp/token/grants/successor.hpp"
#include "idp/token/grants/waiting.hpp"
#include "store/device_codes.hpp"

namespace zugang::idp::token::grants {
namespace {

struct DeviceAnswer {
    std::optional<store::Grant> grant; // nothing: see `waiting`
    std::optional<std::string> refresh_token;
    store::Waiting waiting = store::Waiting::redeemed;
};

DeviceAnswer ask_device_code(store::Connection& tx, client_auth::AuthenticatedClient const& client, Call const& call,
                             Services& on)
{
    DeviceAnswer answer;
    auto const hash = sha256(bytes_of(call.form.get("device_code")));
    auto const code = store::device_codes::redeem(tx, hash, client.id(), call.now);
    if (!code) {
        answer.waiting = store::device_codes::poll(tx, hash, client.id(), call.now);
        return answer;
    }
    answer.grant = store::grants::find_live(tx, *code->grant_id, call.now); // none: the person signed out again
    if (answer.grant)
        answer.refresh_token = issue_refresh_token(tx, client.client(), *answer.grant, on, call.now);
    return answer;
}

} // namespace

http::Response device_code(client_auth::AuthenticatedClient const& client, Call const& call, Services& on)
{
    if (call.form.get("device_code").empty())
        throw oauth::Error{oauth::ErrorKind::invalid_request, "device_code is missing"};
    // Committed before anything is refused: the question counts, and a code is gone before tokens are signed.
    auto const answer = on.database.write([&](store::Connection& tx) { return ask_device_code(tx, client, call, on); });
    if (!answer.grant)
        refuse_waiting(answer.waiting);
    return mint::token_answer({.client = client.client(),
                               .grant = *answer.grant,
                               .scope = split_words(answer.grant->scope),
                               .nonce = std::nullopt,
                               .refresh_token = answer.refresh_token},
                              on, call.now);
}

} // namespace zugang::idp::token::grants
