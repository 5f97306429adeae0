#include "idp/device/decide.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "idp/call/page_error.hpp"
#include "idp/oauth/refresh_binding.hpp"
#include "idp/oauth/scope.hpp"
#include "store/clients.hpp"
#include "store/grants.hpp"

namespace zugang::idp::device {
namespace {

store::Grant grant_for(TypedCode const& typed, store::Session const& session, Services& on, Instant now)
{
    auto const& code = *typed.row;
    auto const outlives = oauth::outlives_session(typed.client->refresh_binding, split_words(code.scope));
    store::Grant grant;
    grant.id = random_token(on.random, "zgg_");
    grant.client_id = code.client_id;
    grant.account_id = session.account_id;
    grant.session_id = session.id;
    grant.scope = code.scope;
    grant.evidence = session.evidence;
    grant.auth_time = session.auth_time;
    grant.created_at = now;
    grant.outlives_session = outlives;
    grant.expires_at = outlives ? now + Duration{on.config.oidc.refresh_token_absolute} : session.expires_at;
    grant.details = code.details;
    return grant;
}

/// To allow is to consent: remembered as on the consent page, where it can be withdrawn.
void remember_consent(store::Connection& tx, store::DeviceCode const& code, std::string const& account, Instant now)
{
    auto words = split_words(store::consents::find(tx, account, code.client_id).value_or(""));
    for (auto const& word : split_words(code.scope)) {
        if (!oauth::has_word(words, word))
            words.push_back(word);
    }
    store::consents::save(tx, account, code.client_id, join_words(words), now);
}

bool allow(store::Connection& tx, TypedCode const& code, session::Session const& person, Call const& call, Services& on)
{
    // Held, then read again: a sign-out at this moment waits, and revokes this grant with the others.
    store::sessions::hold(tx, person.row.id);
    auto const live = store::sessions::find_live_by_id(tx, person.row.id, call.now);
    if (!live || live->account_id != person.account.id)
        throw SignInExpired{"/device"};
    auto const grant = grant_for(code, *live, on, call.now);
    if (!store::device_codes::decide(tx, {code.row->user_code_hash, person.account.id, grant.id}, call.now))
        return false;
    store::grants::insert(tx, grant);
    if (!code.client->trusted)
        remember_consent(tx, *code.row, person.account.id, call.now);
    return true;
}

} // namespace

bool decide(TypedCode const& code, Verdict verdict, session::Session const& person, Call const& call, Services& on)
{
    auto const is_done = on.database.write([&](store::Connection& tx) {
        return verdict == Verdict::allow
                   ? allow(tx, code, person, call, on)
                   : store::device_codes::decide(tx, {code.row->user_code_hash, person.account.id, std::nullopt},
                                                 call.now);
    });
    if (is_done)
        log::info(verdict == Verdict::allow ? "device_allowed" : "device_denied",
                  {{"client", code.row->client_id}, {"account", person.account.id}});
    return is_done;
}

} // namespace zugang::idp::device
