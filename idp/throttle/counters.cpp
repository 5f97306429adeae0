#include "idp/throttle/counters.hpp"
#include "base/text.hpp"

namespace zugang::idp::throttle {
namespace {

template <class Get>
PasswordCounters each_counter(PasswordKeys const& keys, Get const& get)
{
    PasswordCounters counters{.name_and_network = get(keys.name_and_network),
                              .strangers = get(keys.strangers),
                              .row = get(keys.row),
                              .network = get(keys.network),
                              .wide_network = std::nullopt};
    if (keys.wide_network)
        counters.wide_network = get(*keys.wide_network);
    return counters;
}

/// A day without a try forgets what one network did to one name; the other times leave one by one.
void forget_old(PasswordCounters& counters, Instant now)
{
    auto& tries = counters.name_and_network.recent;
    if (!tries.empty() && tries.back() + one_day <= now)
        tries.clear();
    forget_before(counters.strangers, now - one_day);
    forget_before(counters.network, now - one_minute);
    if (counters.wide_network)
        forget_before(*counters.wide_network, now - one_minute);
}

/// A network that was kept out is remembered a week longer: the next time is twice as long.
Instant network_kept_until(Counter const& counter, Instant now)
{
    return counter.closed_until ? *counter.closed_until + one_week : now + one_day;
}

} // namespace

std::string canonical_name(std::string_view typed_name)
{
    auto const name = trim(typed_name);
    return fold_case(name).value_or(std::string{name});
}

Bytes row_key(std::string_view account_id, keys::Sealer const& sealer)
{
    return sealer.keyed_hash("attempts in a row", "account " + std::string{account_id});
}

Bytes device_key(std::string_view device_id, keys::Sealer const& sealer)
{
    return sealer.keyed_hash("attempts of device", device_id);
}

Bytes strangers_key(std::string_view name, keys::Sealer const& sealer)
{
    return sealer.keyed_hash("attempts of strangers", canonical_name(name));
}

PasswordKeys password_keys(std::string_view typed_name, std::string_view account_id, Call const& call, Services& on)
{
    auto const name = canonical_name(typed_name);
    auto const network = network_of(call.request.remote_address);
    PasswordKeys keys{.name = on.sealer.keyed_hash("attempted name", name),
                      .name_and_network = on.sealer.keyed_hash("attempts on name", network.narrow + " " + name),
                      .strangers = strangers_key(name, on.sealer),
                      .row = account_id.empty() ? on.sealer.keyed_hash("attempts in a row", "name " + name)
                                                : row_key(account_id, on.sealer),
                      .network = on.sealer.keyed_hash("attempts of network", network.narrow),
                      .wide_network = std::nullopt};
    if (network.wide)
        keys.wide_network = on.sealer.keyed_hash("attempts of network", *network.wide);
    return keys;
}

PasswordCounters find_counters(store::Connection& db, PasswordKeys const& keys, Instant now)
{
    auto counters = each_counter(keys, [&](Bytes const& key) { return store::attempts::find(db, key); });
    forget_old(counters, now);
    return counters;
}

PasswordCounters hold_counters(store::Connection& tx, PasswordKeys const& keys, Instant now)
{
    auto counters = each_counter(keys, [&](Bytes const& key) { return store::attempts::hold(tx, key, now); });
    forget_old(counters, now);
    return counters;
}

void save_counters(store::Connection& tx, PasswordCounters const& counters, config::Limits const& limits, Instant now)
{
    store::attempts::save(tx, counters.name_and_network, now + one_day);
    store::attempts::save(tx, counters.strangers, now + one_day);
    bool const is_closed = counters.row.in_a_row >= limits.passwords_in_a_row;
    store::attempts::save(tx, counters.row, is_closed ? std::nullopt : std::optional{now + rows_kept});
    store::attempts::save(tx, counters.network, network_kept_until(counters.network, now));
    if (counters.wide_network)
        store::attempts::save(tx, *counters.wide_network, now + one_day);
}

} // namespace zugang::idp::throttle
