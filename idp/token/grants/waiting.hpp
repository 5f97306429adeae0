// A client that polls (RFC 8628 §3.5, CIBA §11): its tokens once they are allowed, else wait, wait longer, or give up.
#pragma once
#include "idp/client_auth/authenticate_client.hpp"
#include "store/waiting.hpp"

namespace zugang::idp::token::grants {

/// What the store says to one question: the grant, or why there is none.
struct Answered {
    std::optional<std::string> grant_id;
    store::Waiting waiting = store::Waiting::redeemed;
};
/// Redeems what is named by the hash of its text, or counts the question.
using Question = Answered (*)(store::Connection& tx, Bytes const& hash, std::string_view client_id, Instant now);

/// The form's field `name` holds what is redeemed. Throws oauth::Error: invalid_request, authorization_pending,
/// slow_down, expired_token, access_denied or invalid_grant.
[[nodiscard]] http::Response answer_poll(client_auth::AuthenticatedClient const& client, std::string_view name,
                                         Question question, Call const& call, Services& on);

} // namespace zugang::idp::token::grants
