#include "idp/throttle/known_device.hpp"
#include "idp/call/cookies.hpp"
#include "idp/call/user_agent.hpp"
#include "idp/throttle/counters.hpp"
#include "store/accounts.hpp"
#include "store/attempts.hpp"
#include "store/known_devices.hpp"

namespace zugang::idp::throttle {
namespace {

constexpr std::string_view device_token_prefix = "zgd_";
constexpr std::size_t device_token_length = 4 + 43;
constexpr std::chrono::days device_lifetime{180};
constexpr std::chrono::hours admitted_for{1};
constexpr std::int64_t most_devices = 50; // of one account; the longest unused goes

std::optional<std::string> device_token(Call const& call)
{
    auto token = call.cookies.find(device_cookie);
    bool const is_ours = token && token->starts_with(device_token_prefix) && token->size() == device_token_length;
    return is_ours ? std::move(token) : std::nullopt;
}

Bytes device_hash(std::string_view token, std::string_view account_id, Services& on)
{
    return on.sealer.keyed_hash("known device", std::string{account_id} + " " + std::string{token});
}

/// The row of this browser, as it stands or as it begins.
struct Seen {
    store::KnownDevice row;
    std::string token;
};

Seen see(store::Connection& tx, std::string_view account_id, Call const& call, Services& on)
{
    auto token = device_token(call).value_or("");
    if (token.empty())
        token = random_token(on.random, device_token_prefix);
    auto const hash = device_hash(token, account_id, on);
    if (auto row = store::known_devices::find(tx, hash, call.now))
        return {std::move(*row), std::move(token)};
    store::KnownDevice row;
    row.id = random_token(on.random, "dev_");
    row.account_id = account_id;
    row.token_hash = hash;
    row.created_at = call.now;
    row.expires_at = call.now;
    return {std::move(row), std::move(token)};
}

} // namespace

std::optional<KnownDevice> find_known_device(store::Connection& db, std::string_view account_id, Call const& call,
                                             Services& on)
{
    auto const token = device_token(call);
    if (!token)
        return std::nullopt;
    auto const row = store::known_devices::find(db, device_hash(*token, account_id, on), call.now);
    if (!row || !row->known_until || *row->known_until <= call.now)
        return std::nullopt;
    return KnownDevice{row->id, row->multi_factor};
}

DeviceSeen remember_device(store::Connection& tx, std::string_view account_id, bool multi_factor, Call const& call,
                           Services& on)
{
    auto [row, token] = see(tx, account_id, call, on);
    DeviceSeen seen{.is_new = !row.signed_in_at, .is_first = false, .cookie = std::move(token)};
    seen.is_first = store::accounts::mark_first_sign_in(tx, account_id, call.now);
    row.user_agent = user_agent_of(call);
    row.signed_in_at = call.now;
    row.expires_at = call.now + device_lifetime;
    row.multi_factor = multi_factor;
    row.known_until = multi_factor ? std::optional{row.expires_at} : std::nullopt;
    store::known_devices::put(tx, row);
    store::known_devices::revoke_beyond(tx, account_id, most_devices);
    return seen;
}

DeviceSeen admit_device(store::Connection& tx, std::string_view account_id, Call const& call, Services& on)
{
    auto [row, token] = see(tx, account_id, call, on);
    row.user_agent = user_agent_of(call);
    row.signed_in_at = std::nullopt;
    row.multi_factor = false;
    row.known_until = call.now + admitted_for;
    store::attempts::remove(tx, device_key(row.id, on.sealer)); // also where its own tries had been used up
    row.expires_at = call.now + admitted_for;
    store::known_devices::put(tx, row);
    return {.is_new = false, .is_first = false, .cookie = std::move(token)};
}

void set_device_cookie(http::Response& answer, DeviceSeen const& seen)
{
    answer.add("Set-Cookie", http::set_cookie(device_cookie, seen.cookie,
                                              {.same_site = http::SameSite::lax, .max_age = device_lifetime}));
}

} // namespace zugang::idp::throttle
