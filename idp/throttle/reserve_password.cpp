#include "base/log.hpp"
#include "idp/notices/notices.hpp"
#include "idp/throttle/counters.hpp"
#include "idp/throttle/known_device.hpp"
#include "idp/throttle/service_rate.hpp"
#include "idp/throttle/throttle.hpp"
#include "store/accounts.hpp"
#include "store/known_devices.hpp"

namespace zugang::idp::throttle {
namespace {

namespace names = store::attempt_names;

constexpr std::chrono::seconds wait_when_closed{3600}; // asked again earlier it is still closed

/// What is known before anything is counted.
struct Target {
    std::string account_id; // empty: nobody has the name
    std::optional<KnownDevice> device;
};

Target find_target(store::Connection& db, std::string_view typed_name, Call const& call, Services& on)
{
    auto const account = store::accounts::find_by_login_name(db, canonical_name(typed_name));
    auto const id = account ? account->id : "";
    return {id, find_known_device(db, id, call, on)};
}

/// How many names a network tried in a time, with this one.
std::int64_t names_tried(store::Connection& db, Bytes const& network, Bytes const& name, Instant since)
{
    return names::count_since(db, network, since) + (names::has(db, network, name, since) ? 0 : 1);
}

/// What the counters say before a try is counted.
struct Judgement {
    FreeAt free_at;              // later than now: wait
    bool is_closed = false;      // no password of a stranger is taken
    bool too_many_names = false; // the network is to be kept out

    [[nodiscard]] std::optional<Wait> wait(Instant now) const
    {
        if (is_closed)
            return Wait{wait_when_closed, Wait::Why::closed};
        if (!free_at || *free_at <= now)
            return std::nullopt;
        return Wait{std::chrono::ceil<std::chrono::seconds>(*free_at - now)};
    }
};

} // namespace

/// One try at a name, from this call.
class PasswordReservation {
public:
    PasswordReservation(std::string_view name, Call const& call, Services& on)
        : name_(name), call_(call), on_(on), limits_(on.config.limits)
    {
    }
    Reservation run();

private:
    std::optional<Attempt> try_as_known(store::Connection& tx, KnownDevice const& device);
    Reservation try_as_stranger(store::Connection& tx);
    [[nodiscard]] Judgement judge(store::Connection& db, PasswordCounters const& counters) const;
    [[nodiscard]] FreeAt free_for_network(store::Connection& db, PasswordCounters const& counters, bool is_alarm) const;
    Wait keep_out(store::Connection& tx, Counter& network) const;
    Attempt count(store::Connection& tx, PasswordCounters& counters);

    std::string name_;
    Call const& call_;
    Services& on_;
    config::Limits const& limits_;
    PasswordKeys keys_;
    std::string account_id_; // empty: nobody has the name
    bool alarm_began_ = false;
    bool closes_ = false; // with this try
};

Reservation PasswordReservation::run()
{
    auto const target = on_.database.read([&](store::Connection& db) { return find_target(db, name_, call_, on_); });
    account_id_ = target.account_id;
    keys_ = password_keys(name_, account_id_, call_, on_);
    if (!target.device) { // a wait costs no write: a flood of tries is in nobody's way
        auto const now =
            on_.database.read([&](store::Connection& db) { return judge(db, find_counters(db, keys_, call_.now)); });
        if (auto const wait = now.wait(call_.now); wait && !now.too_many_names)
            return *wait;
    }
    auto answer = on_.database.write([&](store::Connection& tx) -> Reservation {
        alarm_began_ = false;
        closes_ = false;
        if (target.device) {
            if (auto attempt = try_as_known(tx, *target.device))
                return *attempt;
        }
        return try_as_stranger(tx);
    });
    if (closes_)
        on_.wake_outbox();
    if (alarm_began_)
        log::warning("sign_in_alarm", {{"cause", "far more wrong passwords than usual at this hour"}});
    return answer;
}

std::optional<Attempt> PasswordReservation::try_as_known(store::Connection& tx, KnownDevice const& device)
{
    auto counter = store::attempts::hold(tx, device_key(device.id, on_.sealer), call_.now);
    forget_before(counter, call_.now - one_hour);
    if (free_in_window(counter, limits_.passwords_per_hour_and_device, one_hour)) {
        store::known_devices::suspend(tx, device.id); // until the next complete sign-in on it
        return std::nullopt;
    }
    counter.recent.push_back(call_.now);
    counter.last_at = call_.now;
    store::attempts::save(tx, counter, call_.now + one_day);
    Attempt attempt{Attempt::Bucket::known_device, call_.now};
    attempt.name_ = name_;
    attempt.keys_ = keys_;
    attempt.device_ = counter.key;
    alarm_began_ = count_failure(tx, keys_.name_and_network, call_.now, on_);
    return attempt;
}

Reservation PasswordReservation::try_as_stranger(store::Connection& tx)
{
    auto counters = hold_counters(tx, keys_, call_.now);
    auto const now = judge(tx, counters);
    if (now.too_many_names)
        return keep_out(tx, counters.network);
    if (auto const wait = now.wait(call_.now))
        return *wait;
    return count(tx, counters);
}

Judgement PasswordReservation::judge(store::Connection& db, PasswordCounters const& counters) const
{
    Judgement found;
    auto const is_alarm = is_alarm_on(db, call_.now, on_);
    found.is_closed = counters.row.in_a_row >= limits_.passwords_in_a_row;
    found.free_at = later_of(free_for_name(counters.name_and_network, limits_, is_alarm),
                             free_for_strangers(counters.strangers, limits_));
    found.free_at = later_of(found.free_at, free_for_network(db, counters, is_alarm));
    bool const is_kept_out = counters.network.closed_until && *counters.network.closed_until > call_.now;
    found.too_many_names = !is_kept_out && names_tried(db, keys_.network, keys_.name, call_.now - one_day) >
                                               limits_.names_per_day_and_network;
    return found;
}

FreeAt PasswordReservation::free_for_network(store::Connection& db, PasswordCounters const& counters,
                                             bool is_alarm) const
{
    auto const since = call_.now - one_hour;
    auto const most = limits_.failures_per_minute_and_network;
    auto free_at = later_of(counters.network.closed_until, free_in_window(counters.network, most, one_minute));
    bool const is_slow =
        is_alarm || names_tried(db, keys_.network, keys_.name, since) > limits_.names_per_hour_and_network;
    if (is_slow && counters.network.last_at)
        free_at = later_of(free_at, *counters.network.last_at + limits_.wait_of_network);
    if (!counters.wide_network)
        return free_at;
    auto const& wide = *counters.wide_network;
    free_at = later_of(free_at, free_in_window(wide, wide_factor * most, one_minute));
    auto const wide_names = names_tried(db, *keys_.wide_network, keys_.name, since);
    if (wide_names > wide_factor * limits_.names_per_hour_and_network && wide.last_at)
        free_at = later_of(free_at, *wide.last_at + limits_.wait_of_network);
    return free_at;
}

/// For an hour, then twice as long: at the next name too many the day's names are still the same.
Wait PasswordReservation::keep_out(store::Connection& tx, Counter& network) const
{
    auto const length = pause_after(network.pauses);
    network.pauses += 1;
    network.closed_until = call_.now + length;
    store::attempts::save(tx, network, *network.closed_until + one_week);
    return {std::chrono::ceil<std::chrono::seconds>(length)};
}

Attempt PasswordReservation::count(store::Connection& tx, PasswordCounters& counters)
{
    Attempt attempt{Attempt::Bucket::stranger, call_.now};
    attempt.name_ = name_;
    attempt.keys_ = keys_;
    attempt.is_new_name_ = !names::has(tx, keys_.network, keys_.name, call_.now - one_day);
    names::note(tx, keys_.network, keys_.name, call_.now);
    if (keys_.wide_network) {
        attempt.is_new_name_of_wide_ = !names::has(tx, *keys_.wide_network, keys_.name, call_.now - one_day);
        names::note(tx, *keys_.wide_network, keys_.name, call_.now);
    }
    counters.row.in_a_row += 1;
    closes_ = counters.row.in_a_row == limits_.passwords_in_a_row;
    if (closes_)
        notices::queue(tx, {.kind = notices::Kind::many_failures, .account_id = account_id_}, call_.now, on_);
    counters.for_each([&](Counter& counter) {
        counter.last_at = call_.now;
        if (counter.key != keys_.row)
            counter.recent.push_back(call_.now);
    });
    save_counters(tx, counters, limits_, call_.now);
    alarm_began_ = count_failure(tx, keys_.name_and_network, call_.now, on_);
    return attempt;
}

Reservation reserve_password(std::string_view typed_name, Call const& call, Services& on)
{
    return PasswordReservation{typed_name, call, on}.run();
}

} // namespace zugang::idp::throttle
