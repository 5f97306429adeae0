#include "tests/throttle/guessing.hpp"
#include "idp/mail/mails.hpp"
#include "idp/pages/samples.hpp"
#include "keys/password_hash.hpp"

namespace zugang::tests {
namespace {

templates::Engine const& templates_of_process()
{
    static templates::Engine const engine{std::nullopt, {idp::pages::declarations(), idp::mail::declarations()}};
    return engine;
}

} // namespace

Guessing::Guessing(Engine engine, std::function<void(idp::config::Config&)> const& configure)
    : stand(engine, {.configure = [&](idp::config::Config& config) {
                config.listen.trusted_proxies = {"127.0.0.1"};
                if (configure)
                    configure(config);
            }})
{
    stand.add_portal();
    account = stand.add_account(owner_name, owner_password, "mustermann75");
}

void Guessing::add_app()
{
    if (!app_)
        app_ = stand.add_authenticator(account);
}

Page Guessing::sign_in_completely(Browser& browser)
{
    add_app();
    auto const page = sign_in(browser, portal_request(), owner_name, owner_password);
    if (page.name() != "totp")
        throw std::runtime_error{"expected the page for the code, got " + page.name() + " at " + page.address};
    return browser.submit(page, {{"code", code()}}, "/login/totp");
}

Guesser::Guesser(Stand const& stand, std::string address, Browser browser) : stand_(stand), browser_(std::move(browser))
{
    browser_.extra_headers = {{"X-Forwarded-For", std::move(address)}};
}

Page Guesser::guess(std::string const& name, std::string const& password)
{
    constexpr auto good_for = 30min; // a sign-in under way ends after an hour
    if (form_.body.empty() || opened_at_ + good_for <= stand_.clock.now()) {
        form_ = browser_.get("/login");
        opened_at_ = stand_.clock.now();
    }
    return browser_.submit(form_, {{"username", name}, {"password", password}}, "/login");
}

void Guesser::fail(int times, std::string const& name)
{
    for (int i = 0; i < times; ++i) {
        CAPTURE(i);
        REQUIRE(was_compared(guess(name)));
    }
}

bool waits(Page const& page, std::chrono::seconds length)
{
    CHECK(page.status == 429);
    CHECK(page.has_message("too_many_attempts"));
    CHECK(page.header("retry-after") == std::to_string(length.count()));
    return page.status == 429 && page.header("retry-after") == std::to_string(length.count());
}

struct Process::Tools {
    explicit Tools(Stand& stand)
        : passkeys(stand.config(), stand.clock.now()), services{stand.config(),
                                                                stand.clock,
                                                                random,
                                                                stand.database(),
                                                                keyring,
                                                                stand.sealer(),
                                                                hasher,
                                                                templates_of_process(),
                                                                remote,
                                                                pictures,
                                                                passkeys,
                                                                [] {},
                                                                {}}
    {
    }
    SystemRandom random;
    keys::Keyring keyring{keys::KeySet{{}}};
    keys::PasswordHasher hasher{{.memory_kib = 8, .iterations = 1}};
    FakeWeb web;
    idp::RemoteDocuments remote{web};
    idp::RemoteDocuments pictures{web};
    idp::PasskeySettings passkeys;
    idp::Services services;
};

Process::Process(Stand& stand) : stand_(stand), tools_(std::make_unique<Tools>(stand)) {}

Process::~Process() = default;

idp::Services& Process::services()
{
    return tools_->services;
}

idp::Call Process::call(std::string address, Browser const* browser) const
{
    http::Request request;
    request.remote_address = std::move(address);
    std::string cookies;
    if (browser != nullptr) {
        for (auto const& [name, value] : browser->cookies)
            cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    }
    request.headers.push_back({"Cookie", cookies});
    return idp::read_call(std::move(request), tools_->services);
}

} // namespace zugang::tests
