#include "idp/ciba/hint.hpp"
#include "idp/mint/id_token_hint.hpp"
#include "idp/mint/subject.hpp"
#include "idp/oauth/error.hpp"
#include "store/accounts.hpp"
#include "store/sessions.hpp"

namespace zugang::idp::ciba {
namespace {

bool can_sign_in(store::Account const& account)
{
    return !account.disabled_at && (!account.email || account.email_verified_at);
}

std::optional<store::Account> find_by_login_hint(store::Connection& db, std::string const& hint)
{
    auto const accounts = store::accounts::find_who(db, hint);
    return accounts.size() == 1 ? std::optional{accounts.front()} : std::nullopt;
}

/// A subject by sector says whose it is only together with a session that still lives.
std::optional<store::Account> find_by_id_token(store::Connection& db, mint::IdTokenHint const& hint,
                                               oauth::Client const& client, Services& on, Instant now)
{
    auto account = store::accounts::find(db, hint.subject);
    if (!account) {
        auto const session = store::sessions::find_live_by_id(db, hint.session, now);
        account = session ? store::accounts::find(db, session->account_id) : std::nullopt;
    }
    return account && mint::subject_of(client, account->id, on) == hint.subject ? account : std::nullopt;
}

} // namespace

std::string find_hinted_account(http::Parameters const& parameters, oauth::Client const& client, Services& on,
                                Instant now)
{
    auto const login_hint = parameters.find_filled("login_hint");
    auto const id_token_hint = parameters.find_filled("id_token_hint");
    auto const login_hint_token = parameters.find_filled("login_hint_token");
    if (int{login_hint.has_value()} + int{id_token_hint.has_value()} + int{login_hint_token.has_value()} != 1)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "exactly one hint is needed"};
    if (login_hint_token)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "login_hint_token is not supported"};
    auto const id_token = id_token_hint ? mint::verify_id_token_hint(*id_token_hint, on) : std::nullopt;
    if (id_token_hint && (!id_token || id_token->client_id != client.id))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "id_token_hint is not an ID token of this client"};
    auto const account = on.database.read([&](store::Connection& db) {
        return id_token ? find_by_id_token(db, *id_token, client, on, now) : find_by_login_hint(db, *login_hint);
    });
    if (!account || !can_sign_in(*account))
        throw oauth::Error{oauth::ErrorKind::unknown_user_id, "the hint names nobody who can sign in"};
    return account->id;
}

} // namespace zugang::idp::ciba
