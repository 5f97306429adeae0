#include "idp/app/app.hpp"
#include "base/log.hpp"
#include "base/url.hpp"
#include "http/client/curl_client.hpp"
#include "idp/account/password_blocklist.hpp"
#include "idp/app/dispatcher.hpp"
#include "idp/call/client_queue.hpp"
#include "idp/call/key_store.hpp"
#include "idp/jobs/housekeeping.hpp"
#include "idp/mail/mails.hpp"
#include "idp/outbox/blank_kind.hpp"
#include "idp/outbox/logout_kind.hpp"
#include "idp/outbox/mail_kind.hpp"
#include "idp/outbox/ping_kind.hpp"
#include "idp/outbox/sender.hpp"
#include "idp/outbox/smtp.hpp"
#include "idp/pages/samples.hpp"
#include "store/migrate.hpp"

namespace zugang::idp::app {
namespace {

std::unique_ptr<store::Database> open_migrated(config::Store const& settings)
{
    auto database =
        store::Database::open(settings.url, {.connections = static_cast<std::size_t>(settings.connections)});
    if (!store::migration_state(*database).pending.empty())
        throw std::runtime_error{"the store is not up to date: run `zugang migrate`"};
    return database;
}

Secret read_master_key(std::string const& file)
{
    auto key = keys::Sealer::load_master_key(file);
    if (!key)
        throw std::runtime_error{"master key: " + key.error().what};
    return std::move(*key);
}

std::vector<keys::KeyKind> configured_keys(config::Keys const& settings)
{
    std::vector<keys::KeyKind> kinds{keys::Algorithm::es256}; // access tokens are always signed with it
    for (auto const* const names : {&settings.algorithms, &settings.encryption})
        for (auto const& name : *names) {
            auto const kind = keys::parse_key_kind(name);
            if (kind && *kind != kinds.front())
                kinds.push_back(*kind);
        }
    return kinds;
}

keys::KeySet open_keys(store::Database& database, keys::Sealer const& sealer, config::Config const& config, Instant now)
{
    create_missing_keys(database, sealer, configured_keys(config.keys), now);
    return load_keys(database, sealer);
}

keys::Argon2Parameters argon2(config::Password const& settings)
{
    return {.memory_kib = static_cast<std::uint32_t>(settings.memory_kib),
            .iterations = static_cast<std::uint32_t>(settings.iterations)};
}

std::optional<std::filesystem::path> override_directory(config::Templates const& settings)
{
    return settings.dir.empty() ? std::nullopt : std::optional<std::filesystem::path>{settings.dir};
}

std::unique_ptr<Clock> make_clock(config::Test const& settings)
{
    if (settings.clock_offset_file.empty())
        return std::make_unique<SystemClock>();
    return std::make_unique<OffsetClock>(settings.clock_offset_file);
}

/// The Host header must name the issuer's own authority; nothing is ever derived from it.
std::string authority_of(std::string const& issuer)
{
    auto const url = parse_url(issuer);
    if (!url)
        throw std::runtime_error{"issuer is not an absolute address"};
    auto const origin = url->origin();
    return origin.substr(origin.find("://") + 3);
}

std::optional<http::server::ClientCertificates> client_certificates(config::Listen const& settings)
{
    if (!settings.mtls)
        return std::nullopt;
    auto const& mtls = *settings.mtls;
    return http::server::ClientCertificates{.address = mtls.address.empty() ? settings.address : mtls.address,
                                            .port = mtls.port,
                                            .ca_file = mtls.ca_file,
                                            .accepts_unverified = mtls.trust == "any"};
}

bool is_on_localhost(std::string const& issuer)
{
    auto const url = parse_url(issuer);
    return url && url->scheme == "http";
}

http::client::ClientOptions client_options(config::Config const& config)
{
    http::client::ClientOptions options;
    options.ca_file = config.outbound.ca_file;
    options.allow_private = config.outbound.allow_private;
    options.proxy = config.outbound.proxy;
    options.allow_plain = is_on_localhost(config.issuer); // an issuer is http only there
    return options;
}

outbox::Lane mail_lane(config::Mail const& settings)
{
    outbox::Lane lane{.name = "mail"};
    lane.kinds.push_back(
        std::make_unique<outbox::MailKind>(settings, std::make_unique<outbox::SmtpTransport>(settings)));
    lane.kinds.push_back(std::make_unique<outbox::BlankKind>());
    return lane;
}

/// A client that answers slowly holds up one of these threads for five seconds, and no mail.
outbox::Lane client_lane_of(Services& on, http::client::HttpsClient& web)
{
    outbox::Lane lane{.name = std::string{client_lane}, .threads = 4, .claimed_at_once = 1};
    lane.times.lease = std::chrono::seconds{30};
    lane.times.longest_send = std::chrono::seconds{10};
    lane.kinds.push_back(std::make_unique<outbox::LogoutKind>(on, web));
    lane.kinds.push_back(std::make_unique<outbox::PingKind>(web));
    return lane;
}

http::server::Options server_options(config::Config const& config)
{
    http::server::Options options;
    options.address = config.listen.address;
    options.port = config.listen.port;
    options.allowed_hosts = {authority_of(config.issuer)};
    options.trusted_proxies = config.listen.trusted_proxies;
    options.limits.connections = static_cast<std::size_t>(config.limits.connections);
    options.limits.connections_per_address = static_cast<std::size_t>(config.limits.connections_per_address);
    if (config.listen.tls)
        options.tls =
            http::server::Tls{config.listen.tls->certificate, config.listen.tls->key, config.listen.tls->minimum};
    options.client_certificates = client_certificates(config.listen);
    if (options.client_certificates)
        options.allowed_hosts.push_back(authority_of(config.mtls_origin()));
    return options;
}

} // namespace

/// Declared in the order in which things need each other; destroyed the other way round.
struct App::Parts {
    Parts(config::Config settings, Outside const& outside)
        : config(std::move(settings)), own_clock(make_clock(config.test)),
          clock(outside.clock != nullptr ? *outside.clock : *own_clock),
          random(outside.random != nullptr ? *outside.random : own_random), database(open_migrated(config.store)),
          sealer(read_master_key(config.secrets.master_key_file), random),
          keyring(open_keys(*database, sealer, config, clock.now())), hasher(argon2(config.password)),
          engine(override_directory(config.templates), {pages::declarations(), mail::declarations()}),
          blocklist(config.password.blocklist_file), own_web(client_options(config)),
          web(outside.web != nullptr ? *outside.web : own_web), remote(web), pictures(web),
          passkeys(config, clock.now()),
          services{config,
                   clock,
                   random,
                   *database,
                   keyring,
                   sealer,
                   hasher,
                   engine,
                   remote,
                   pictures,
                   passkeys,
                   [this] {
                       mail_sender.wake();
                       client_sender.wake();
                   },
                   [this](std::string_view password) { return blocklist.contains(password); }},
          mail_sender(services, mail_lane(config.mail)), client_sender(services, client_lane_of(services, web)),
          housekeeping(services), dispatcher(services),
          server(server_options(config), [this](http::Request request, http::server::Responder const& respond) {
              dispatcher(std::move(request), respond);
          })
    {
    }

    config::Config config;
    std::unique_ptr<Clock> own_clock;
    Clock const& clock;
    SystemRandom own_random;
    Random& random;
    std::unique_ptr<store::Database> database;
    keys::Sealer sealer;
    keys::Keyring keyring;
    keys::PasswordHasher hasher;
    templates::Engine engine;
    account::PasswordBlocklist blocklist;
    http::client::CurlClient own_web;
    http::client::HttpsClient& web;
    RemoteDocuments remote;
    RemoteDocuments pictures;
    PasskeySettings passkeys;
    Services services;
    outbox::OutboxSender mail_sender;
    outbox::OutboxSender client_sender;
    jobs::Housekeeping housekeeping;
    Dispatcher dispatcher;
    http::server::Server server;
};

App::App(config::Config config, Outside outside) : parts_(std::make_unique<Parts>(std::move(config), outside))
{
    log::info("listening", {{"issuer", parts_->config.issuer},
                            {"address", parts_->config.listen.address},
                            {"port", std::int64_t{parts_->server.port()}},
                            {"store", parts_->database->engine()}});
}

App::~App()
{
    stop();
}

unsigned short App::port() const
{
    return parts_->server.port();
}

void App::stop()
{
    parts_->server.stop();
    parts_->housekeeping.stop();
    parts_->mail_sender.stop();
    parts_->client_sender.stop();
}

} // namespace zugang::idp::app
