// What a person does on the pages of this slice, for tests that go through the whole server.
#pragma once
#include "doctest.h"
#include "tests/support/stand.hpp"
#include <string>

namespace zugang::tests {

inline constexpr auto good_password = "kiesel zaun gartentor";

/// The page after /register was sent.
inline Page register_address(Browser& browser, std::string const& email, std::string const& password = good_password)
{
    auto const form = browser.get("/register");
    REQUIRE(form.name() == "register");
    return browser.submit(form,
                          {{"email", email},
                           {"password", password},
                           {"password_repeat", password},
                           {"accept_terms", "1"},
                           {"website", ""}},
                          "/register");
}

/// The confirmation link of the newest mail that has one.
inline std::string newest_link(Stand& stand, std::string_view path = "/link/confirm-email")
{
    std::string link;
    for (auto const& queued : stand.mails()) {
        auto const found = link_in(queued.mail.text, path);
        link = found.empty() ? link : found;
    }
    return link;
}

inline Page sign_in(Browser& browser, std::string const& name, std::string const& password)
{
    return browser.submit(browser.get("/login"), {{"username", name}, {"password", password}}, "/login");
}

/// What the outbox holds of each kind, whatever became of it.
inline std::int64_t count_outbox(Stand& stand, std::string const& kind)
{
    return stand.database().read([&](store::Connection& db) {
        return db.query_one("SELECT COUNT(*) AS n FROM outbox WHERE kind = :kind", {{"kind", kind}})
            .value()
            .integer("n");
    });
}

inline std::optional<store::Account> account_of(Stand& stand, std::string const& email)
{
    return stand.database().read([&](store::Connection& db) { return store::accounts::find_by_email(db, email); });
}

} // namespace zugang::tests
