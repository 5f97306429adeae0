#include "tests/support/ciba_simulator.hpp"
#include "idp/ciba/decide.hpp"
#include "idp/mail/mails.hpp"
#include "idp/pages/samples.hpp"
#include "keys/password_hash.hpp"

namespace zugang::tests {
namespace {

idp::session::EvidenceList password_evidence(std::string const& account, Instant now)
{
    return {{idp::session::Method::password, account, "", "zgf_of-the-simulator", now}};
}

templates::Engine const& templates_of_simulator()
{
    static templates::Engine const engine{std::nullopt, {idp::pages::declarations(), idp::mail::declarations()}};
    return engine;
}

} // namespace

/// Services of its own onto the same store and master key, as another process has them.
struct CibaSimulator::Tools {
    explicit Tools(Stand& stand)
        : passkeys(stand.config(), stand.clock.now()), services{stand.config(),
                                                                stand.clock,
                                                                random,
                                                                stand.database(),
                                                                keyring,
                                                                stand.sealer(),
                                                                hasher,
                                                                templates_of_simulator(),
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

CibaSimulator::CibaSimulator(Stand& stand) : stand_(stand), tools_(std::make_unique<Tools>(stand)) {}

CibaSimulator::~CibaSimulator() = default;

std::vector<store::CibaRequest> CibaSimulator::open(std::string const& account)
{
    return stand_.database().read(
        [&](store::Connection& db) { return store::ciba_requests::list_open(db, account, stand_.clock.now()); });
}

bool CibaSimulator::approve(std::string const& account)
{
    return approve_for(account, account);
}

bool CibaSimulator::approve_for(std::string const& account, std::string const& proved_account)
{
    auto const waiting = open(account);
    auto const now = stand_.clock.now();
    return !waiting.empty() && stand_.database().write([&](store::Connection& tx) {
        return idp::ciba::approve(tx, waiting.front().id, password_evidence(proved_account, now), tools_->services,
                                  now);
    });
}

bool CibaSimulator::deny(std::string const& account)
{
    auto const waiting = open(account);
    return !waiting.empty() && stand_.database().write([&](store::Connection& tx) {
        return idp::ciba::deny(tx, waiting.front().id, tools_->services, stand_.clock.now());
    });
}

} // namespace zugang::tests
