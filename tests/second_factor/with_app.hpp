// WithApp: the whole server with a compulsory second factor, and a person with a password and authenticator apps.
#pragma once
#include "doctest.h"
#include "store/totp_factors.hpp"
#include "tests/support/authenticator.hpp"
#include "tests/support/relying_party.hpp"
#include <string>

namespace zugang::tests {

constexpr auto person_name = "max.mustermann@example.org";
constexpr auto person_password = "Apfelbaum-Regenschirm-7";
constexpr std::chrono::seconds one_step{30};

struct WithApp {
    Stand stand;
    std::string account;

    explicit WithApp(Engine engine = Engine::sqlite, std::function<void(idp::config::Config&)> const& configure = {});
    /// One that was set up long ago.
    Authenticator add_app(std::string const& name) { return stand.add_authenticator(account, name); }
    /// Name and password, in a sign-in of its own; ends at the page that is next.
    Page after_password(Browser& browser) const;
    /// The set-up page of the same sign-in.
    Page at_set_up(Browser& browser) const;
    /// Types a code into the page of a sign-in.
    static Page type(Browser& browser, Page const& page, std::string const& code);
    /// Password and code; ends at the portal.
    Page sign_in_with(Browser& browser, Authenticator const& app) const;
    [[nodiscard]] Instant now() const { return stand.clock.now(); }
    [[nodiscard]] std::vector<store::TotpFactor> factors();
};

/// At the client, with an authorization code.
[[nodiscard]] bool is_signed_in(Page const& page);

} // namespace zugang::tests
