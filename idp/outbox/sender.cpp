#include "idp/outbox/sender.hpp"
#include "base/log.hpp"
#include <algorithm>

namespace zugang::idp::outbox {
namespace {

using FailureKind = SendFailure::Kind;

constexpr std::chrono::milliseconds shortest_pause{100};
constexpr Duration until_known = std::chrono::minutes{10};

std::string event_name(store::OutboxItem const& item, std::string_view what)
{
    return item.kind + "_" + std::string{what}; // "mail_sent"
}

void record_failure(store::OutboxItem const& item, std::string const& what, std::optional<Instant> next_at,
                    Services& on)
{
    auto const now = on.clock.now();
    on.database.write([&](store::Connection& tx) { store::outbox::mark_failed(tx, item.id, what, next_at, now); });
    log::write(
        next_at ? log::Level::warning : log::Level::error, event_name(item, next_at ? "delayed" : "given_up"),
        {{"item", item.id}, {"client", item.client_id.value_or("")}, {"attempts", item.attempts + 1}, {"cause", what}});
}

void record_sent(store::OutboxItem const& item, Services& on)
{
    auto const now = on.clock.now();
    on.database.write([&](store::Connection& tx) { store::outbox::mark_sent(tx, item.id, now); });
    log::info(event_name(item, "sent"),
              {{"item", item.id}, {"client", item.client_id.value_or("")}, {"attempts", item.attempts + 1}});
}

std::optional<Instant> next_try(Kind const& kind, store::OutboxItem const& item, SendFailure const& failed, Instant now)
{
    switch (failed.kind) {
    case FailureKind::stopped:
        return now;
    case FailureKind::hopeless:
        return std::nullopt;
    case FailureKind::transient:
    case FailureKind::refused:
        return kind.next_try(item, failed, item.attempts + 1, now);
    }
    return std::nullopt;
}

Result<void, SendFailure> deliver(Kind& kind, store::OutboxItem const& item, Secret const& payload,
                                  std::stop_token const& stop)
try {
    return kind.deliver(item, payload, stop);
} catch (store::Unavailable const&) {
    throw;                                // not this item's fault: it costs no try
} catch (std::exception const& problem) { // a key that is missing, a client's row that cannot be read
    return std::unexpected(SendFailure{FailureKind::transient, problem.what()});
}

void handle(store::OutboxItem const& item, Services& on, Lane const& lane, std::stop_token const& stop)
{
    auto const kind = std::ranges::find_if(lane.kinds, [&](auto const& each) { return each->name() == item.kind; });
    if (kind == lane.kinds.end()) // a newer program wrote it, and one will send it
        return record_failure(item, "a kind this program does not know", on.clock.now() + until_known, on);
    auto const payload = on.sealer.open(item.payload, {"outbox", "payload", item.id});
    if (!payload)
        return record_failure(item, "the payload does not open", std::nullopt, on);
    auto const sent = deliver(**kind, item, *payload, stop);
    if (!sent)
        return record_failure(item, sent.error().what, next_try(**kind, item, sent.error(), on.clock.now()), on);
    record_sent(item, on);
}

} // namespace

std::size_t send_due(Services& on, Lane const& lane, std::stop_token const& stop)
{
    auto const claimed_at = on.clock.now();
    auto const started = std::chrono::steady_clock::now();
    auto const items = on.database.write([&](store::Connection& tx) {
        return store::outbox::claim_due(tx, {lane.name, lane.times.lease, lane.claimed_at_once}, claimed_at);
    });
    std::size_t handled = 0;
    for (auto const& item : items) {
        // Past this point another sender might get the row while this one still talks to the server: a second copy.
        if (stop.stop_requested() ||
            std::chrono::steady_clock::now() - started > lane.times.lease - lane.times.longest_send)
            break;
        handle(item, on, lane, stop);
        ++handled;
    }
    return handled;
}

OutboxSender::OutboxSender(Services& on, Lane lane) : on_(on), lane_(std::move(lane))
{
    for (std::size_t i = 0; i < lane_.threads; ++i)
        threads_.emplace_back([this](std::stop_token const& stop) { run(stop); });
}

OutboxSender::~OutboxSender()
{
    stop();
}

void OutboxSender::wake()
{
    {
        std::lock_guard const lock{mutex_};
        ++wake_ups_;
    }
    woken_.notify_all();
}

void OutboxSender::stop()
{
    for (auto& thread : threads_)
        thread.request_stop();
    for (auto& thread : threads_)
        if (thread.joinable())
            thread.join();
}

Duration OutboxSender::send_until_idle(std::stop_token const& stop)
{
    auto const next_due = [this] {
        return on_.database.read([this](store::Connection& db) { return store::outbox::next_due(db, lane_.name); });
    };
    // Looked at before it is claimed: a claim is a write, and most wake-ups are for another lane.
    for (auto next = next_due(); !stop.stop_requested(); next = next_due()) {
        if (!next)
            return lane_.times.look_every;
        auto const wait = *next - on_.clock.now();
        if (wait > Duration{0})
            return std::min<Duration>(wait, lane_.times.look_every);
        if (send_due(on_, lane_, stop) == 0)
            return shortest_pause; // another sender was faster
    }
    return lane_.times.look_every;
}

void OutboxSender::run(std::stop_token const& stop)
{
    std::uint64_t seen = 0;
    while (!stop.stop_requested()) {
        {
            std::lock_guard const lock{mutex_};
            seen = wake_ups_;
        }
        Duration wait = lane_.times.look_every;
        try {
            wait = std::max<Duration>(shortest_pause, send_until_idle(stop));
            for (auto const& kind : lane_.kinds)
                kind->rest();
        } catch (std::exception const& problem) { // the store is down: everything waits in it
            log::error("outbox_failed", {{"cause", problem.what()}});
        }
        std::unique_lock lock{mutex_};
        woken_.wait_for(lock, stop, wait, [&] { return wake_ups_ != seen; });
    }
}

} // namespace zugang::idp::outbox
