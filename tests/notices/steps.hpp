// What the tests of notices share: a stand whose policy only recommends a second factor, links of notices, factors.
#pragma once
#include "doctest.h"
#include "idp/call/link_token.hpp"
#include "idp/notices/notices.hpp"
#include "store/factors.hpp"
#include "store/totp_factors.hpp"
#include "tests/support/relying_party.hpp"
#include "tests/support/stored_passkey.hpp"

namespace zugang::tests {

constexpr auto not_me_path = "/link/not-me";
constexpr auto reset_path = "/link/reset-password";
constexpr auto owner_name = "max@web.de";
constexpr auto old_password = "kiesel zaun gartentor";
constexpr auto new_password = "dreizehn gelbe Regenschirme";

inline StandOptions without_policy()
{
    return {.configure = [](idp::config::Config& config) {
        config.policy.second_factor = idp::config::SecondFactor::recommended;
    }};
}

/// A confirmed account that has put the security notice off.
inline std::string add_owner(Stand& stand)
{
    auto account = stand.add_account(owner_name, old_password);
    stand.database().write([&](store::Connection& tx) {
        store::accounts::put_off_notice(tx, account, stand.clock.now() + std::chrono::days{365});
    });
    return account;
}

/// Writes the link of a notice as the mail has it, and gives its address.
inline std::string add_notice_link(Stand& stand, std::string const& account, idp::notices::Kind kind,
                                   std::string const& factor = "")
{
    SystemRandom random;
    auto const token = idp::mint_link_token(random);
    store::MailLink link{};
    link.token_hash = idp::link_hash(token).value();
    link.kind = store::MailLinkKind::not_me;
    link.account_id = account;
    link.email = owner_name;
    link.created_at = stand.clock.now();
    link.expires_at = stand.clock.now() + Duration{idp::notices::not_me_lifetime};
    link.notice = std::string{idp::notices::name_of(kind)};
    if (!factor.empty())
        link.subject = factor;
    stand.database().write([&](store::Connection& tx) { store::mail_links::insert(tx, link); });
    return std::string{not_me_path} + "?id=" + token;
}

/// A confirmed authenticator app; gives its id.
inline std::string add_factor(Stand& stand, std::string const& account, std::string const& name)
{
    store::TotpFactor factor;
    factor.id = "fct_" + name;
    factor.account_id = account;
    factor.flow_id = "flow of " + name;
    factor.name = name;
    factor.secret = stand.sealer().seal(std::string(20, 's'), {"totp_factors", "secret", factor.id});
    factor.algorithm = "SHA1";
    factor.created_at = stand.clock.now();
    factor.expires_at = stand.clock.now() + std::chrono::hours{1};
    stand.database().write([&](store::Connection& tx) {
        static_cast<void>(store::totp_factors::insert_once(tx, factor));
        REQUIRE(store::totp_factors::confirm(tx, {factor.id, 1, name, 9}, stand.clock.now()) ==
                store::totp_factors::Confirmed::yes);
    });
    return factor.id;
}

/// A passkey or security key; gives its id.
inline std::string add_passkey(Stand& stand, std::string const& account, std::string const& name,
                               store::Passkey::Kind kind = store::Passkey::Kind::passkey)
{
    auto passkey = stored_passkey(account, name, stand.clock.now());
    passkey.kind = kind;
    return insert(stand.database(), passkey);
}

inline void remove_factor(Stand& stand, std::string const& account, std::string const& id)
{
    stand.database().write([&](store::Connection& tx) {
        REQUIRE(store::factors::remove(tx, id, account, store::factors::Last::may_go, stand.clock.now()) ==
                store::factors::Removed::yes);
    });
}

/// The names of those that count, apps before passkeys, in the order they came.
inline std::vector<std::string> factors_of(Stand& stand, std::string const& account)
{
    std::vector<std::string> names;
    for (auto const& factor :
         stand.database().read([&](store::Connection& db) { return store::totp_factors::list_confirmed(db, account); }))
        names.push_back(factor.name);
    for (auto const& passkey :
         stand.database().read([&](store::Connection& db) { return store::passkeys::list(db, account); }))
        names.push_back(passkey.name);
    return names;
}

/// Presses the button of the page; gives where that leads.
inline Page secure(Browser& browser, std::string const& link)
{
    return browser.submit(browser.get(link), {}, not_me_path);
}

} // namespace zugang::tests
