#include "idp/session/session.hpp"
#include "base/sha256.hpp"
#include "idp/call/cookies.hpp"
#include "idp/call/page_error.hpp"
#include "idp/call/user_agent.hpp"
#include "idp/session/ending.hpp"
#include "idp/session/session_state.hpp"
#include "store/sign_in_flows.hpp"
#include <algorithm>
#include <stdexcept>

namespace zugang::idp::session {
namespace {

constexpr std::string_view session_prefix = "zgs_";
constexpr Duration touch_interval = std::chrono::seconds{60}; // one write a minute keeps a session alive

Instant idle_end(Instant now, Instant expires_at, Services& on)
{
    return std::min(now + Duration{on.config.session.idle}, expires_at);
}

void touch_if_due(store::Session& row, Call const& call, Services& on)
{
    if (call.now - row.last_seen_at < touch_interval)
        return;
    row.last_seen_at = call.now;
    row.idle_at = idle_end(call.now, row.expires_at, on);
    on.database.write(
        [&](store::Connection& tx) { store::sessions::touch(tx, row.id, row.last_seen_at, row.idle_at); });
}

store::Session new_row(NewSession const& wanted, Call const& call, Services& on)
{
    auto const auth_time = authenticated_at(wanted.proofs, wanted.account);
    if (!auth_time)
        throw std::logic_error{"a session needs proof of its account"};
    store::Session row;
    row.token_hash = sha256(bytes_of(wanted.cookie_token.reveal()));
    row.account_id = wanted.account;
    row.evidence = to_json(wanted.proofs);
    row.auth_time = *auth_time;
    row.user_agent = user_agent_of(call);
    row.created_at = call.now;
    row.last_seen_at = call.now;
    row.expires_at = *auth_time + Duration{on.config.session.absolute}; // a factor more does not make it live longer
    row.idle_at = idle_end(call.now, row.expires_at, on);
    return row;
}

} // namespace

std::string display_name(store::Account const& account)
{
    return account.email.value_or(account.username.value_or(account.customer_number.value_or("")));
}

std::optional<Session> find_session(Call const& call, Services& on)
{
    auto const token = call.cookies.find(session_cookie);
    if (!token)
        return std::nullopt;
    auto const hash = sha256(bytes_of(*token));
    auto found = on.database.read([&](store::Connection& db) -> std::optional<Session> {
        auto row = store::sessions::find_live(db, hash, call.now);
        if (!row)
            return std::nullopt;
        auto account = store::accounts::find(db, row->account_id);
        if (!account)
            return std::nullopt;
        auto evidence = evidence_from_json(row->evidence);
        return Session{std::move(*row), std::move(*account), std::move(evidence)};
    });
    if (found)
        touch_if_due(found->row, call, on);
    return found;
}

store::Session start_session(store::Connection& tx, NewSession const& wanted, Call const& call, Services& on)
{
    auto row = new_row(wanted, call, on);
    // A password changed, or an account disabled, between proof and session makes the proof worthless.
    if (!store::accounts::hold(tx, wanted.account, *first_factor_proved_at(wanted.proofs, wanted.account)))
        throw SignInExpired{"/"};
    if (wanted.former && wanted.former->account.id == wanted.account) {
        row.id = wanted.former->row.id;
        row.created_at = wanted.former->row.created_at;
        if (store::sessions::renew(tx, row))
            return row;
        // What an ended session has proved must not begin a new one.
        if (std::ranges::any_of(wanted.proofs, [&](Evidence const& proof) { return proof.flow != wanted.flow; }))
            throw SignInExpired{"/"};
    } else if (wanted.former) {
        // One browser, one person: signing in as somebody else ends the former session.
        static_cast<void>(end_session(tx, wanted.former->row.id, {on.sealer, on.random, call.now}));
    }
    row.id = random_token(on.random, "sid_");
    row.created_at = call.now;
    store::sessions::insert(tx, row);
    return row;
}

Secret mint_session_token(Services& on)
{
    return Secret{random_token(on.random, session_prefix)};
}

void set_session_cookie(http::Response& answer, Secret const& token)
{
    answer.add("Set-Cookie", http::set_cookie(session_cookie, token.reveal()));
}

void set_state_cookie(http::Response& answer, std::string_view session_id, Services& on)
{
    answer.add("Set-Cookie", http::set_cookie(state_cookie, browser_state(session_id, on),
                                              {.same_site = http::SameSite::none, .max_age = {}, .http_only = false}));
}

void end_session(Session const& session, http::Response& answer, Call const& call, Services& on)
{
    auto const is_ended = on.database.write([&](store::Connection& tx) {
        // Signed out is signed out: whoever comes next to this computer must not go on with what another tab has
        // proved.
        store::sign_in_flows::forget_evidence_of(tx, browser_hash(call));
        return end_session(tx, session.row.id, {on.sealer, on.random, call.now});
    });
    if (is_ended)
        on.wake_outbox();
    answer.add("Set-Cookie", http::clear_cookie(session_cookie));
    answer.add("Set-Cookie", http::clear_cookie(state_cookie));
}

} // namespace zugang::idp::session
