#include "tests/support/stand.hpp"
#include "base/log.hpp"
#include "codes/mint.hpp"
#include "keys/password_hash.hpp"
#include "store/clients.hpp"
#include "store/persons.hpp"
#include "store/recovery_codes.hpp"
#include "store/totp_factors.hpp"
#include "totp/secret.hpp"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace zugang::tests {
namespace {

idp::config::Config test_config(unsigned short port, TemporaryStore const& store)
{
    idp::config::Config config;
    config.issuer = "http://localhost:" + std::to_string(port);
    config.listen.port = port;
    config.store.url = store.url();
    config.secrets.master_key_file = store.directory() + "/master.key";
    config.password.memory_kib = 8;              // tests wait for no hash
    config.mail.smtp_url = "smtp://127.0.0.1:9"; // nobody listens: mails stay in the outbox, where tests read them
    config.policy.second_factor = idp::config::SecondFactor::recommended;
    config.keys.algorithms = {"ES256", "RS256", "EdDSA"};
    config.keys.encryption = {"ECDH-ES"}; // an RSA key takes its time to make
    return config;
}

keys::Argon2Parameters cheap(idp::config::Config const& config)
{
    return {static_cast<std::uint32_t>(config.password.memory_kib),
            static_cast<std::uint32_t>(config.password.iterations)};
}

} // namespace

unsigned short free_port()
{
    auto const handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof name;
    auto* const generic = reinterpret_cast<sockaddr*>(&name);
    auto const is_known = ::bind(handle, generic, size) == 0 && ::getsockname(handle, generic, &size) == 0;
    ::close(handle);
    if (!is_known)
        throw std::runtime_error{"no free port"};
    return ntohs(name.sin_port);
}

Stand::Stand(Engine engine, StandOptions const& options)
    : store_(std::make_unique<TemporaryStore>(engine)), database_(store::Database::open(store_->url())),
      port_(free_port())
{
    log::set_level(log::Level::error);
    config_ = test_config(port_, *store_);
    auto const key = keys::Sealer::create_master_key(config_.secrets.master_key_file, random_);
    if (!key)
        throw std::runtime_error{key.error().what};
    sealer_ = std::make_unique<keys::Sealer>(*key, random_);
    if (options.configure)
        options.configure(config_);
    app_ = std::make_unique<idp::app::App>(config_, idp::app::Outside{.clock = &clock, .random = nullptr, .web = &web});
}

Stand::~Stand() = default;

std::string Stand::address(std::string_view path) const
{
    return config_.issuer + std::string{path};
}

void Stand::add_client(idp::oauth::Client client)
{
    if (client.has_secret() && client.auth_method == idp::oauth::AuthMethod::client_secret_jwt)
        client.secret_sealed = sealer_->seal(client_secret, {"clients", "secret", client.id});
    else if (client.has_secret())
        client.secret_hash = idp::oauth::hash_client_secret(client_secret);
    auto const row = to_row(client, clock.now());
    auto const is_new = database_->write([&](store::Connection& tx) { return store::clients::insert(tx, row); });
    if (!is_new)
        throw std::runtime_error{"client exists"};
}

void Stand::add_portal()
{
    idp::oauth::Client client;
    client.id = "portal";
    client.name = "Portal";
    client.redirect_uris = {"https://portal.example/callback"};
    client.post_logout_redirect_uris = {"https://portal.example/"};
    client.scope = {"openid", "profile", "email", "customer", "offline_access"};
    client.trusted = true;
    add_client(client);
}

void Stand::add_app()
{
    idp::oauth::Client client;
    client.id = "app";
    client.name = "App";
    client.type = idp::oauth::ApplicationType::native;
    client.auth_method = idp::oauth::AuthMethod::none;
    client.redirect_uris = {"http://127.0.0.1/callback"};
    client.scope = {"openid", "profile", "offline_access"};
    client.trusted = true;
    add_client(client);
}

std::string Stand::add_account(std::string const& email, std::string const& password, std::string const& username)
{
    store::Account account;
    account.id = random_token(random_, "");
    account.email = email;
    account.email_verified_at = clock.now();
    if (!username.empty())
        account.username = username;
    auto const hash = keys::PasswordHasher{cheap(config_)}.hash(Secret{password});
    account.password_hash = sealer_->seal(hash, {"accounts", "password_hash", account.id});
    account.language = "de";
    account.notice_put_off_until = clock.now() + std::chrono::years{100};
    account.created_at = clock.now();
    account.updated_at = clock.now();
    auto const is_new = database_->write([&](store::Connection& tx) { return store::accounts::insert(tx, account); });
    if (!is_new)
        throw std::runtime_error{"account exists"};
    return account.id;
}

Authenticator Stand::add_authenticator(std::string const& account_id, std::string const& name)
{
    totp::Key const key{.bytes = totp::mint_secret(random_)};
    store::TotpFactor factor;
    factor.id = random_token(random_, "fct_");
    factor.account_id = account_id;
    factor.flow_id = random_token(random_, "zgf_");
    factor.secret = sealer_->seal(key.bytes.reveal(), {"totp_factors", "secret", factor.id});
    factor.algorithm = totp::name_of(key.algorithm);
    factor.created_at = clock.now();
    factor.expires_at = clock.now() + std::chrono::hours{1};
    auto const is_confirmed = database_->write([&](store::Connection& tx) {
        (void)store::totp_factors::insert_once(tx, factor);
        return store::totp_factors::confirm(tx, {factor.id, /*step=*/0, name, /*most=*/100}, clock.now());
    });
    if (is_confirmed != store::totp_factors::Confirmed::yes)
        throw std::runtime_error{"no such account"};
    return Authenticator{key};
}

std::vector<std::string> Stand::add_recovery_codes(std::string const& account_id)
{
    std::vector<std::string> texts;
    std::vector<Bytes> hashes;
    while (texts.size() < 10) {
        auto const code = codes::mint(codes::Kind::recovery, random_);
        auto const message = account_id + "\n" + std::string{code.symbols()};
        texts.push_back(codes::grouped(code.symbols()));
        hashes.push_back(sealer_->keyed_hash("recovery code", message));
    }
    store::RecoveryCodeSet set;
    set.id = random_token(random_, "rcs_");
    set.account_id = account_id;
    set.flow_id = random_token(random_, "zgf_");
    set.shown_until = clock.now();
    set.created_at = clock.now();
    auto const is_kept = database_->write([&](store::Connection& tx) {
        return store::recovery_codes::create_set(tx, set, /*former=*/"", hashes) &&
               store::recovery_codes::keep(tx, account_id, set.id, clock.now());
    });
    if (!is_kept)
        throw std::runtime_error{"no such account, or it has codes"};
    return texts;
}

std::vector<idp::QueuedMail> Stand::mails()
{
    auto const rows = database_->read([](store::Connection& db) {
        return db.query("SELECT id, payload FROM outbox WHERE kind = 'mail' ORDER BY created_at, id");
    });
    std::vector<idp::QueuedMail> mails;
    for (auto const& row : rows) {
        auto const id = row.text("id");
        auto const payload = sealer_->open(row.blob("payload"), {"outbox", "payload", id});
        auto const mail = payload ? idp::from_payload(payload->reveal()) : std::nullopt;
        if (mail)
            mails.push_back(*mail);
    }
    return mails;
}

std::string link_in(std::string const& text, std::string_view path)
{
    auto const start = text.find(path);
    if (start == std::string::npos)
        return "";
    return text.substr(start, text.find_first_of(" \n\r>\"", start) - start);
}

} // namespace zugang::tests
