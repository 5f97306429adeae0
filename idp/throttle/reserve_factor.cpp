#include "idp/notices/notices.hpp"
#include "idp/throttle/counters.hpp"
#include "idp/throttle/factor_counters.hpp"
#include "idp/throttle/known_device.hpp"
#include "idp/throttle/throttle.hpp"

namespace zugang::idp::throttle {
namespace {

constexpr Duration quarter_of_an_hour = std::chrono::minutes{15};
constexpr std::chrono::seconds wait_when_suspended{86400};
constexpr Duration pauses_kept = std::chrono::days{30};

std::optional<Wait> wait_for_codes(Counter const& counter, config::Limits const& limits, Instant now)
{
    if (counter.in_a_row >= limits.codes_in_a_row)
        return Wait{wait_when_suspended, Wait::Why::suspended};
    auto const free_at = free_for_codes(counter, limits);
    if (!free_at || *free_at <= now)
        return std::nullopt;
    return Wait{std::chrono::ceil<std::chrono::seconds>(*free_at - now)};
}

void save_codes(store::Connection& tx, Counter const& counter, config::Limits const& limits, Instant now)
{
    bool const is_suspended = counter.in_a_row >= limits.codes_in_a_row;
    store::attempts::save(tx, counter, is_suspended ? std::nullopt : std::optional{now + rows_kept});
}

} // namespace

Bytes key_of(FactorCounter const& counter, keys::Sealer const& sealer)
{
    std::string const kind = counter.factor == Factor::totp ? "totp" : "recovery code";
    return sealer.keyed_hash("attempts with code",
                             kind + (counter.is_known_device ? " known " : " unknown ") + counter.account_id);
}

void open_codes(store::Connection& tx, FactorCounter const& counter, Instant now, keys::Sealer const& sealer)
{
    auto held = store::attempts::hold(tx, key_of(counter, sealer), now);
    if (held.pauses == 0) {
        store::attempts::remove(tx, held.key);
        return;
    }
    held.recent.clear();
    held.in_a_row = 0;
    held.closed_until.reset();
    store::attempts::save(tx, held, now + pauses_kept);
}

/// One try at a second factor.
class FactorReservation {
public:
    FactorReservation(FactorCounter counter, Call const& call, Services& on)
        : counted_(std::move(counter)), call_(call), on_(on)
    {
    }
    Reservation run(store::Connection& tx);
    [[nodiscard]] bool begins_pause() const { return begins_pause_; }

private:
    void pause(store::Connection& tx, Counter& counter);

    FactorCounter counted_;
    Call const& call_;
    Services& on_;
    bool begins_pause_ = false;
};

/// The owner is told: whoever types codes here knows the password.
void FactorReservation::pause(store::Connection& tx, Counter& counter)
{
    counter.closed_until = call_.now + pause_after(counter.pauses);
    counter.pauses += 1;
    begins_pause_ = true;
    notices::queue(tx, {.kind = notices::Kind::many_failures, .account_id = counted_.account_id}, call_.now, on_);
}

Reservation FactorReservation::run(store::Connection& tx)
{
    auto const& limits = on_.config.limits;
    auto counter = store::attempts::hold(tx, key_of(counted_, on_.sealer), call_.now);
    forget_before(counter, call_.now - quarter_of_an_hour);
    if (auto const wait = wait_for_codes(counter, limits, call_.now))
        return *wait;
    counter.recent.push_back(call_.now);
    counter.last_at = call_.now;
    counter.in_a_row += 1;
    if (counter.in_a_row % limits.codes_before_pause == 0)
        pause(tx, counter);
    save_codes(tx, counter, limits, call_.now);
    Attempt attempt{Attempt::Bucket::factor, call_.now};
    attempt.account_id_ = counted_.account_id;
    attempt.factor_ = counted_.factor;
    attempt.is_known_device_ = counted_.is_known_device;
    return attempt;
}

Reservation reserve_factor(Factor factor, std::string_view account_id, Call const& call, Services& on)
{
    bool begins_pause = false;
    auto answer = on.database.write([&](store::Connection& tx) {
        auto const device = find_known_device(tx, account_id, call, on);
        FactorReservation reservation{{factor, std::string{account_id}, device && device->multi_factor}, call, on};
        auto reserved = reservation.run(tx);
        begins_pause = reservation.begins_pause();
        return reserved;
    });
    if (begins_pause)
        on.wake_outbox();
    return answer;
}

} // namespace zugang::idp::throttle
