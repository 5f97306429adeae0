// Somebody has the password and guesses codes for a year, keeping every wait.
#include "tests/second_factor/with_app.hpp"
#include "totp/drift.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

/// How a year of guessing went.
struct Year {
    int compared = 0;
    int waits = 0;
    int signed_in = 0;
};

/// Six digits that are no app's code now or a while before or after.
std::string wrong_code(std::vector<Authenticator> const& apps, Instant now)
{
    for (int number = 0;; ++number) {
        auto const guess = std::to_string(100'000 + number);
        auto const is_right = [&](Authenticator const& app) {
            return totp::verify(app.key(), guess, now, totp::Window::previous_too) ||
                   totp::find_drift(app.key(), guess, now, totp::Window::previous_too);
        };
        if (std::ranges::none_of(apps, is_right))
            return guess;
    }
}

class Guesser {
public:
    Guesser(WithApp& at, std::vector<Authenticator> apps)
        : at_(at), apps_(std::move(apps)), browser_(at.stand.browser())
    {
    }

    Year guess_for(std::chrono::days length)
    {
        auto const end = at_.now() + length;
        while (at_.now() < end)
            guess();
        return year_;
    }

private:
    void guess()
    {
        auto page = at_.after_password(browser_);
        while (page.name() == "totp" && page.status == 200) {
            page = WithApp::type(browser_, page, wrong_code(apps_, at_.now()));
            year_.compared += page.has_message("totp_wrong") ? 1 : 0;
            year_.signed_in += is_signed_in(page) ? 1 : 0;
        }
        REQUIRE(page.status == 429);
        ++year_.waits;
        at_.stand.clock.advance(std::chrono::seconds{std::stoll(page.header("Retry-After"))});
    }

    WithApp& at_;
    std::vector<Authenticator> apps_;
    Browser browser_;
    Year year_;
};

} // namespace

TEST_CASE_FIXTURE(WithApp,
                  "a month of guessing with the stolen password is 100 compared codes, and then the owner signs in")
{
    std::vector<Authenticator> apps;
    for (auto const* name : {"phone", "tablet", "computer", "work", "spare"})
        apps.push_back(add_app(name));
    auto owner = stand.browser();
    REQUIRE(is_signed_in(sign_in_with(owner, apps.at(0))));
    owner.get("/logout");
    stand.clock.advance(std::chrono::hours{13}); // the session is over; the browser is known for 180 days
    auto const month = Guesser{*this, apps}.guess_for(std::chrono::days{30});
    CHECK(is_signed_in(sign_in_with(owner, apps.at(0))));
    CHECK(month.compared == 100);
    CHECK(month.signed_in == 0);
    CHECK(month.waits >= 30);
    // Of a million codes those of two steps are right, for each of five apps.
    CHECK(month.compared * 2 * 5 <= 1'000'000 / 1'000);
}

TEST_CASE_FIXTURE(WithApp, "a year of guessing while the owner signs in every day is 100 compared codes as well")
{
    auto const app = add_app("phone");
    auto owner = stand.browser();
    Guesser guesser{*this, {app}};
    auto signed_in = 0;
    auto const compared = [&] {
        auto last = Year{};
        for (int day = 0; day < 365; ++day) {
            signed_in += is_signed_in(sign_in_with(owner, app)) ? 1 : 0;
            owner.submit(owner.get("/logout"), {}, "/logout");
            stand.clock.advance(one_step);
            last = guesser.guess_for(std::chrono::days{1});
        }
        return last.compared;
    }();
    CHECK(signed_in == 365);
    CHECK(compared == 100);
}

TEST_CASE_FIXTURE(WithApp, "without the owner a whole year of guessing is 100 compared codes")
{
    auto const app = add_app("phone");
    auto const year = Guesser{*this, {app}}.guess_for(std::chrono::days{365});
    CHECK(year.compared == 100);
    CHECK(year.signed_in == 0);
    CHECK(year.compared * 2 <= 1'000'000 * 2 / 10'000); // 0.02 %, as promised for one app
}

} // namespace zugang::tests
