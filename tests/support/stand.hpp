// Stand: the whole server in this process, on a free port, with a real store, a fake clock and cheap hashing. A second
// factor is recommended here, not required: most tests are about something else.
#pragma once
#include "idp/app/app.hpp"
#include "idp/call/mail_queue.hpp"
#include "idp/oauth/client.hpp"
#include "store/accounts.hpp"
#include "tests/support/authenticator.hpp"
#include "tests/support/browser.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_web.hpp"
#include "tests/support/temporary_store.hpp"
#include <functional>
#include <memory>

namespace zugang::tests {

/// A port nobody listens on now: the issuer's address must be known before the server starts.
[[nodiscard]] unsigned short free_port();

struct StandOptions {
    std::function<void(idp::config::Config&)> configure = {};
};

class Stand {
public:
    explicit Stand(Engine engine = Engine::sqlite, StandOptions const& options = {});
    ~Stand();

    FakeClock clock;
    FakeWeb web; // what the server fetches from others
    [[nodiscard]] Browser browser() const { return Browser{port_}; }
    [[nodiscard]] unsigned short port() const { return port_; }
    [[nodiscard]] std::string address(std::string_view path) const;
    [[nodiscard]] store::Database& database() { return *database_; }
    [[nodiscard]] keys::Sealer const& sealer() const { return *sealer_; }
    [[nodiscard]] idp::config::Config const& config() const { return config_; }

    /// Adds a client; its secret, where it has one, is `client_secret`.
    void add_client(idp::oauth::Client client);
    static constexpr std::string_view client_secret = "zcs_secret-of-the-tests-secret-of-the-tests-1234";
    /// A confidential web client "portal" with https://portal.example/callback, trusted, all scopes.
    void add_portal();
    /// A public native client "app" with http://127.0.0.1/callback, trusted, offline_access.
    void add_app();
    /// A confirmed account that has put the security notice off; returns its `sub`.
    std::string add_account(std::string const& email, std::string const& password, std::string const& username = "");
    /// Gives the account a confirmed authenticator app, as if set up long ago.
    Authenticator add_authenticator(std::string const& account_id, std::string const& name = "Handy");
    /// Gives the account ten recovery codes that it has kept; as they stand on the list.
    std::vector<std::string> add_recovery_codes(std::string const& account_id);
    /// Every mail in the outbox, oldest first.
    [[nodiscard]] std::vector<idp::QueuedMail> mails();

private:
    std::unique_ptr<TemporaryStore> store_;
    std::unique_ptr<store::Database> database_;
    SystemRandom random_;
    std::unique_ptr<keys::Sealer> sealer_;
    idp::config::Config config_;
    unsigned short port_ = 0;
    std::unique_ptr<idp::app::App> app_;
};

/// The first address on a mailed link's path in a text, e.g. "/link/confirm-email?id=…", without the origin.
[[nodiscard]] std::string link_in(std::string const& text, std::string_view path);

} // namespace zugang::tests
