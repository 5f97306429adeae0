#include "idp/second_factor/account_factors.hpp"
#include "base/base64url.hpp"
#include "base/log.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/account_factors.hpp"
#include "idp/second_factor/factor_change.hpp"
#include "idp/session/ending.hpp"
#include "store/grants.hpp"
#include "store/passkeys.hpp"
#include "store/recovery_codes.hpp"
#include "store/sessions.hpp"
#include "store/totp_factors.hpp"

namespace zugang::idp::second_factor {
namespace {

/// What was just done, said by the address that a change leads to.
std::optional<pages::Message> message_of_change(Call const& call)
{
    struct Change {
        std::string_view name;
        std::string_view value; // empty: any
        std::string_view code;
    };
    constexpr Change changes[] = {
        {"added", "passkey", "passkey_added"},
        {"added", "security_key", "security_key_added"},
        {"added", "", "factor_added"},
        {"kept", "", "recovery_codes_made"},
        {"renamed", "", "factor_renamed"},
        {"gone", "", "factor_gone"},
        {"removed", "passkey", "passkey_removed"},
        {"removed", "security_key", "security_key_removed"},
        {"removed", "", "factor_removed"},
        {"signed_out", "", "signed_out_elsewhere"},
    };
    for (auto const& change : changes) {
        if (call.query.has(change.name) && (change.value.empty() || call.query.get(change.name) == change.value))
            return pages::Message{std::string{change.code}};
    }
    return std::nullopt;
}

pages::KeptOn kept_on(store::Passkey const& passkey)
{
    if (passkey.kind == store::Passkey::Kind::security_key)
        return pages::KeptOn::unsaid;
    if (!passkey.backup_eligible)
        return pages::KeptOn::one_device;
    return passkey.backed_up ? pages::KeptOn::many_devices : pages::KeptOn::unshared;
}

/// Nothing for an account that never had a passkey: no authenticator knows it.
std::optional<pages::PasskeySignals> signals_of(store::Connection& db, session::Session const& session,
                                                std::vector<store::Passkey> const& passkeys, Services& on)
{
    auto const handle = store::user_handles::find(db, session.account.id);
    if (!handle)
        return std::nullopt;
    std::string ids;
    for (auto const& passkey : passkeys)
        ids += (ids.empty() ? "" : " ") + base64url_encode(passkey.credential_id);
    return pages::PasskeySignals{on.passkeys.party().id, base64url_encode(*handle), ids, session.display_name()};
}

pages::AccountFactorsPage factors_page(session::Session const& session, Call const& call, Services& on)
{
    pages::AccountFactorsPage page{.frame = make_frame(call, on)};
    page.frame.signed_in = true;
    page.frame.message = message_of_change(call);
    page.account_name = session.display_name();
    page.most_apps = static_cast<std::size_t>(on.config.totp.devices);
    page.most_passkeys = static_cast<std::size_t>(on.config.passkeys.devices);
    page.has_security_keys = on.config.passkeys.security_keys;
    on.database.read([&](store::Connection& db) {
        auto const passkeys = store::passkeys::list(db, session.account.id);
        for (auto const& passkey : passkeys) {
            auto& list = passkey.kind == store::Passkey::Kind::passkey ? page.passkeys : page.security_keys;
            list.push_back({passkey.id, passkey.name, passkey.created_at, passkey.last_used_at, kept_on(passkey)});
        }
        page.signals = signals_of(db, session, passkeys, on);
        for (auto const& factor : store::totp_factors::list_confirmed(db, session.account.id))
            page.apps.push_back({factor.id, factor.name, *factor.confirmed_at, factor.last_used_at});
        page.codes_left = static_cast<std::uint64_t>(store::recovery_codes::count_unused(db, session.account.id));
    });
    return page;
}

session::OwnPage setup_page(std::string_view kind)
{
    if (kind == "passkey")
        return session::OwnPage::setup_passkey;
    if (kind == "security_key")
        return session::OwnPage::setup_security_key;
    return kind == "recovery_codes" ? session::OwnPage::setup_recovery_codes : session::OwnPage::setup_totp;
}

std::int64_t end_others(store::Connection& tx, session::Session const& own, QueueTools const& tools)
{
    std::int64_t ended = 0;
    for (auto const& other : store::sessions::list_live(tx, own.account.id, tools.now)) {
        if (other.id != own.row.id && session::end_session(tx, other.id, tools))
            ++ended;
    }
    // Apps that stay signed in without a browser go as well; those of this browser's sign-in stay.
    store::grants::revoke_of_others(tx, own.account.id, own.row.id, tools.now);
    return ended;
}

} // namespace

http::Response get_account_factors(Call const& call, Services& on)
{
    auto const session = session::find_session(call, on);
    if (!session)
        return ask_for_proof({.page = session::OwnPage::account_factors}, call, on);
    return show(factors_page(*session, call, on).render(on.templates));
}

http::Response post_add_factor(Call const& call, Services& on)
{
    check_csrf(call, on);
    return ask_for_proof({.page = setup_page(call.form.get("kind")), .is_change = true}, call, on);
}

http::Response post_sign_out_others(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto const session = session::find_session(call, on);
    if (!session)
        return http::see_other(own_factors);
    auto const ended = on.database.write(
        [&](store::Connection& tx) { return end_others(tx, *session, {on.sealer, on.random, call.now}); });
    on.wake_outbox();
    log::info("signed_out_elsewhere", {{"account", session->account.id}, {"sessions", ended}});
    return http::see_other(std::string{own_factors} + "?signed_out=1");
}

} // namespace zugang::idp::second_factor
