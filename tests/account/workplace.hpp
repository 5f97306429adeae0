// Workplace: what handlers and threads work with, without a server: a real store, a fake clock, cheap hashing.
#pragma once
#include "idp/call/key_store.hpp"
#include "idp/call/mail_queue.hpp"
#include "idp/mail/mails.hpp"
#include "idp/pages/samples.hpp"
#include "tests/support/fake_clock.hpp"
#include "tests/support/fake_web.hpp"
#include "tests/support/temporary_store.hpp"
#include <memory>

namespace zugang::tests {

class Workplace {
public:
    explicit Workplace(Engine engine = Engine::sqlite)
        : store(engine), config(config_of_tests()), random_(), sealer_(Secret{std::string(32, 'k')}, random_),
          keyring_(make_keys(store.database(), sealer_, clock.now())), hasher_({.memory_kib = 8, .iterations = 1}),
          services{
              config,  clock,     random_,   store.database(),       keyring_, sealer_, hasher_, templates_of_tests(),
              remote_, pictures_, passkeys_, [this] { ++wake_ups; }, {}}
    {
    }

    /// Queues a mail as a request does, and returns when it stands in the outbox.
    void queue(std::string const& recipient, std::string const& subject = "Betreff")
    {
        store.database().write([&](zugang::store::Connection& tx) {
            idp::queue_mail(tx, {recipient, {subject, "Text\n", "<p>Text</p>\n"}}, services, clock.now());
        });
    }

    TemporaryStore store;
    FakeClock clock;
    idp::config::Config config;
    FakeWeb web;
    int wake_ups = 0;

private:
    static idp::config::Config config_of_tests()
    {
        idp::config::Config config;
        config.issuer = "http://localhost:8080";
        config.mail.from = "Zugang <kontoservice@example.org>";
        return config;
    }
    static templates::Engine const& templates_of_tests()
    {
        static templates::Engine const engine{std::nullopt, {idp::pages::declarations(), idp::mail::declarations()}};
        return engine;
    }
    static keys::KeySet make_keys(zugang::store::Database& database, keys::Sealer const& sealer, Instant now)
    {
        idp::create_missing_keys(database, sealer, {keys::Algorithm::es256}, now);
        return idp::load_keys(database, sealer);
    }

    SystemRandom random_;
    keys::Sealer sealer_;
    keys::Keyring keyring_;
    keys::PasswordHasher hasher_;
    idp::RemoteDocuments remote_{web};
    idp::RemoteDocuments pictures_{web};
    idp::PasskeySettings passkeys_{config, clock.now()};

public:
    idp::Services services;
};

} // namespace zugang::tests
