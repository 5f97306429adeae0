// What the tests of throttling share: a server behind a proxy it trusts, people who guess from any address, and an
// owner with an authenticator app.
#pragma once
#include "doctest.h"
#include "idp/throttle/throttle.hpp"
#include "tests/support/relying_party.hpp"
#include <chrono>
#include <optional>
#include <string>

namespace zugang::tests {

using namespace std::chrono_literals;

constexpr auto owner_name = "max@example.org";
constexpr auto owner_password = "Apfelbaum-Regenschirm-7";
constexpr auto wrong_password = "Birnbaum-Sonnenschirm-8";

struct Guessing {
    Stand stand;
    std::string account;

    explicit Guessing(Engine engine = Engine::sqlite, std::function<void(idp::config::Config&)> const& configure = {});
    void wait(Duration length) { stand.clock.advance(length); }
    [[nodiscard]] Instant now() const { return stand.clock.now(); }
    /// A complete sign-in with password and app: this browser is known from then on.
    Page sign_in_completely(Browser& browser);
    /// Gives the owner an app, once.
    void add_app();
    [[nodiscard]] std::string code() const { return app_.value().code(now()); }

private:
    std::optional<Authenticator> app_;
};

/// Somebody at the sign-in page, at an address of their own.
class Guesser {
public:
    Guesser(Stand const& stand, std::string address) : Guesser(stand, std::move(address), stand.browser()) {}
    /// In a browser that exists already.
    Guesser(Stand const& stand, std::string address, Browser browser);
    Page guess(std::string const& name, std::string const& password = wrong_password);
    /// So many wrong ones, none of which is to be kept waiting.
    void fail(int times, std::string const& name = owner_name);
    [[nodiscard]] Browser& browser() { return browser_; }

private:
    Stand const& stand_;
    Browser browser_;
    Page form_;
    Instant opened_at_;
};

/// A hash was compared, and the password was wrong.
[[nodiscard]] inline bool was_compared(Page const& page)
{
    return page.status == 200 && page.has_message("wrong_credentials");
}
/// Told to wait so many seconds.
[[nodiscard]] bool waits(Page const& page, std::chrono::seconds length);
/// The password was right: the sign-in goes on.
[[nodiscard]] inline bool got_through(Page const& page)
{
    return page.name() != "login" && page.status == 200;
}

/// Services of its own onto a stand's store and key, as another process has them.
class Process {
public:
    explicit Process(Stand& stand);
    ~Process();
    [[nodiscard]] idp::Services& services();
    /// A request from an address, with a browser's cookies.
    [[nodiscard]] idp::Call call(std::string address, Browser const* browser = nullptr) const;

private:
    struct Tools;
    Stand& stand_;
    std::unique_ptr<Tools> tools_;
};

} // namespace zugang::tests
