// OwnFactors: the whole server and a person who is signed in with a telephone's app and looks after their factors, some
// of which may be passkeys that nobody signs with here.
#pragma once
#include "doctest.h"
#include "store/totp_factors.hpp"
#include "tests/support/relying_party.hpp"
#include "tests/support/stored_passkey.hpp"
#include <map>
#include <set>

namespace zugang::tests {

inline constexpr auto owner_name = "max@web.de";
inline constexpr auto owner_password = "kiesel zaun gartentor";
inline constexpr auto list_path = "/account/factors";
inline constexpr auto rename_path = "/account/factors/rename";
inline constexpr auto remove_path = "/account/factors/remove";

struct OwnFactors {
    Stand stand;
    std::string account;
    Authenticator phone;
    Browser owner;

    explicit OwnFactors(Engine engine = Engine::sqlite)
        : stand(engine), account((stand.add_portal(), stand.add_account(owner_name, owner_password))),
          phone(stand.add_authenticator(account, "Telefon")), owner(stand.browser())
    {
    }

    /// Signs a browser in with password and app; each code is good once, so a step passes first.
    void sign_in(Browser& browser)
    {
        stand.clock.advance(std::chrono::seconds{30});
        auto const page = tests::sign_in(browser, portal_request(), owner_name, owner_password, code());
        REQUIRE_FALSE(page.parameter("code").empty());
    }
    /// The step-up pages, from the one that asks for the password or the code on; ends where they lead.
    Page prove(Browser& browser, Page page)
    {
        if (page.name() == "login")
            page = browser.submit(page, {{"username", owner_name}, {"password", owner_password}}, "/login");
        REQUIRE(page.name() == "totp");
        stand.clock.advance(std::chrono::seconds{30});
        return browser.submit(page, {{"code", code()}}, "/login/totp");
    }
    [[nodiscard]] std::string code() { return phone.code(stand.clock.now()); }

    [[nodiscard]] std::vector<store::TotpFactor> factors()
    {
        return stand.database().read(
            [&](store::Connection& db) { return store::totp_factors::list_confirmed(db, account); });
    }
    [[nodiscard]] std::vector<store::Passkey> passkeys()
    {
        return stand.database().read([&](store::Connection& db) { return store::passkeys::list(db, account); });
    }
    /// Set up now, on one device; `kind` and the rest may be changed before it is inserted.
    [[nodiscard]] store::Passkey passkey(std::string const& name)
    {
        return stored_passkey(account, name, stand.clock.now());
    }
    std::string add_passkey(std::string const& name) { return insert(stand.database(), passkey(name)); }
    std::string add_security_key(std::string const& name)
    {
        auto key = passkey(name);
        key.kind = store::Passkey::Kind::security_key;
        return insert(stand.database(), key);
    }
    [[nodiscard]] std::map<std::string, std::string> ids_by_name()
    {
        std::map<std::string, std::string> ids;
        for (auto const& factor : factors())
            ids.emplace(factor.name, factor.id);
        for (auto const& passkey : passkeys())
            ids.emplace(passkey.name, passkey.id);
        return ids;
    }
    [[nodiscard]] std::set<std::string> names()
    {
        std::set<std::string> names;
        for (auto const& [name, id] : ids_by_name())
            names.insert(name);
        return names;
    }
    [[nodiscard]] std::string id_of(std::string const& name) { return ids_by_name().at(name); }
    [[nodiscard]] std::string rename_address(std::string const& name)
    {
        return std::string{rename_path} + "?factor=" + id_of(name);
    }
    [[nodiscard]] std::string remove_address(std::string const& name)
    {
        return std::string{remove_path} + "?factor=" + id_of(name);
    }
};

} // namespace zugang::tests
