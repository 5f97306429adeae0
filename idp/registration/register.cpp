#include "idp/registration/register.hpp"
#include "base/log.hpp"
#include "idp/registration/credentials.hpp"
#include "idp/registration/metadata.hpp"
#include "idp/registration/switched_off.hpp"
#include "store/clients.hpp"
#include "store/registrations.hpp"

namespace zugang::idp::registration {
namespace {

using Mode = config::DynamicRegistration;

[[noreturn]] void refuse_token()
{
    throw oauth::Error{oauth::ErrorKind::invalid_token, "the initial access token is wrong, used up or expired"};
}

/// What pays for a registration: one use of a token, or nothing where anybody may register.
std::optional<Bytes> find_initial_token(Call const& call, Services& on)
{
    if (on.config.oidc.dynamic_registration == Mode::open)
        return std::nullopt;
    auto const hash = hash_token(load_bearer(call));
    if (!on.database.read([&](auto& db) { return store::registration_tokens::is_usable(db, hash, call.now); }))
        refuse_token();
    return hash;
}

/// Where anybody may register, an address may do so a few times an hour: each makes a row, and may make us fetch.
bool is_within_limit(Call const& call, Services& on)
{
    auto const source = on.sealer.keyed_hash("registration source", call.request.remote_address);
    return on.database.write([&](store::Connection& tx) {
        return store::registration_counts::count(tx, source, on.config.limits.registrations_per_hour, call.now);
    });
}

http::Response too_many()
{
    auto answer = http::json(429, JsonObject{}
                                      .add("error", "temporarily_unavailable")
                                      .add("error_description", "too many registrations from this address")
                                      .str());
    answer.set("Retry-After", "3600");
    return answer;
}

void save(store::ClientRow const& row, std::optional<Bytes> const& initial_token, Services& on)
{
    on.database.write([&](store::Connection& tx) {
        if (initial_token && !store::registration_tokens::use(tx, *initial_token, row.created_at))
            refuse_token(); // another request was faster with its last use
        if (!store::clients::insert(tx, row))
            throw std::logic_error{"a client id of 256 random bits exists already"};
    });
}

} // namespace

http::Response post_register(Call const& call, Services& on)
{
    if (auto const off = find_switched_off(on))
        return *off;
    auto const initial_token = find_initial_token(call, on);
    auto client = read_client(read_body(call), on.config);
    if (!initial_token && !is_within_limit(call, on))
        return too_many();
    client.id = random_token(on.random, "zcl_");
    auto const secret = give_secret(client, on);
    check_registrable(client, /*former=*/nullptr, on, call.now);
    auto row = oauth::to_row(client, call.now);
    auto const token = mint_registration_token(on);
    row.registration_token_hash = hash_token(token);
    save(row, initial_token, on);
    log::info("client_registered", {{"client", client.id}});
    return http::json(201, to_json({.row = row, .registration_token = token.reveal(), .secret = secret}, on.config));
}

} // namespace zugang::idp::registration
