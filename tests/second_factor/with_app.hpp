// WithApp: the whole server, an account with a password, and authenticator apps in the person's hand.
#pragma once
#include "doctest.h"
#include "store/totp_factors.hpp"
#include "tests/support/relying_party.hpp"
#include "totp/code.hpp"
#include <optional>
#include <string>

namespace zugang::tests {

constexpr auto person_name = "max.mustermann@example.org";
constexpr auto person_password = "Apfelbaum-Regenschirm-7";
constexpr std::chrono::seconds one_step{30};

/// An app that shows codes.
struct Authenticator {
    totp::Key key;
    std::string factor_id = {};

    /// What it shows at `at`, its clock being `ahead` steps wrong.
    [[nodiscard]] std::string code(Instant at, std::int64_t ahead = 0) const
    {
        return std::string{totp::code_of(key, totp::step_at(at) + ahead).reveal()};
    }
};

/// The key that a set-up page shows, typed into an app.
[[nodiscard]] Authenticator app_from_page(Page const& page, totp::Algorithm algorithm = totp::Algorithm::sha1);

struct WithApp {
    Stand stand;
    std::string account;

    explicit WithApp(StandOptions const& options = {});
    /// One that was set up long ago.
    Authenticator add_app(std::string const& name, totp::Algorithm algorithm = totp::Algorithm::sha1);
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
    /// Six digits that are no app's code for the next and the last half hour.
    [[nodiscard]] std::string wrong_code(std::vector<Authenticator> const& apps) const;
};

/// At the client, with an authorization code.
[[nodiscard]] bool is_signed_in(Page const& page);

} // namespace zugang::tests
