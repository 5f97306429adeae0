#include "idp/second_factor/factor_change.hpp"
#include "base/text.hpp"
#include "idp/session/demands.hpp"
#include "idp/session/proceed.hpp"
#include <stdexcept>

namespace zugang::idp::second_factor {
namespace {

constexpr std::size_t longest_id = 64; // bytes

} // namespace

std::optional<session::Session> find_changing(Call const& call, Services& on)
{
    auto session = session::find_session(call, on);
    if (!session)
        return std::nullopt;
    session::Freshness freshness{.flow = {}, .only_this_flow = false, .max_age = {}, .now = call.now};
    freshness.max_age = session::change_max_age;
    auto const counted = counting(session->evidence, session->account.id, freshness);
    return level_of(counted, session->account.id) >= oauth::Level::mfa ? std::move(session) : std::nullopt;
}

http::Response ask_for_proof(session::OwnTarget const& target, Call const& call, Services& on)
{
    auto flow = on.database.write([&](store::Connection& tx) { return session::begin_flow_to(tx, target, call, on); });
    flow.session = session::find_session(call, on);
    return http::see_other(session::address_of(next_step(state_of(flow, call, on)), flow));
}

std::optional<store::factors::NamedFactor> find_named_factor(session::Session const& session, Call const& call,
                                                             Services& on)
{
    auto factor = on.database.read([&](store::Connection& db) { return store::factors::find(db, factor_id(call)); });
    auto const is_own = factor && factor->account_id == session.account.id && factor->counts;
    return is_own ? std::move(factor) : std::nullopt;
}

pages::FactorKind shown_kind(store::factors::Kind kind)
{
    switch (kind) {
    case store::factors::Kind::totp:
        return pages::FactorKind::app;
    case store::factors::Kind::passkey:
        return pages::FactorKind::passkey;
    case store::factors::Kind::security_key:
        return pages::FactorKind::security_key;
    }
    throw std::logic_error{"no such kind of factor"};
}

std::string factor_id(Call const& call)
{
    auto const id = call.form.find("factor");
    std::string text{id ? *id : call.query.get("factor")};
    return text.size() <= longest_id && !has_control_characters(text) ? text : "";
}

bool hold_account(store::Connection& tx, session::Session const& session)
{
    auto const since = first_factor_proved_at(session.evidence, session.account.id);
    return since && store::accounts::hold(tx, session.account.id, *since);
}

} // namespace zugang::idp::second_factor
