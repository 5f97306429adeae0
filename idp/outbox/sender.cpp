#include "idp/outbox/sender.hpp"
#include "base/log.hpp"
#include "idp/call/mail_queue.hpp"
#include "idp/outbox/ascii_domain.hpp"
#include "idp/outbox/mime.hpp"
#include "store/outbox.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::outbox {
namespace {

constexpr std::int64_t claimed_at_once = 8;
constexpr std::int64_t tries_when_refused = 3; // a misconfigured mail server is repaired more often than an address
constexpr std::chrono::milliseconds shortest_pause{100};

/// What goes to the transport. Fails for a payload that cannot be read: it never will be.
Result<Envelope> envelope_of(store::OutboxItem const& item, Services& on)
{
    auto const payload = on.sealer.open(item.payload, {"outbox", "payload", item.id});
    if (!payload)
        return failure("the payload does not open");
    auto const queued = from_payload(payload->reveal());
    if (!queued)
        return failure("the payload is not a mail");
    auto from = parse_mailbox(on.config.mail.from);
    if (!from)
        return failure(from.error().what);
    auto const sender = ascii_address(from->address);
    auto const recipient = ascii_address(queued->recipient);
    if (!sender || !recipient)
        return failure("the recipient's address cannot be written in ASCII");
    MessageFacts const facts{std::move(*from), *recipient, item.created_at, item.id};
    return Envelope{*sender, *recipient, compose(facts, queued->mail)};
}

/// When to try again; nothing gives up.
std::optional<Instant> next_try(store::OutboxItem const& item, SendFailure const& failed, Instant now,
                                SenderTimes const& times)
{
    auto const attempts = item.attempts + 1;
    if (failed.kind == SendFailure::Kind::stopped)
        return now;
    if (failed.kind == SendFailure::Kind::refused && attempts >= tries_when_refused)
        return std::nullopt;
    auto const next = now + pause_after(attempts);
    return next < item.created_at + times.give_up_after ? std::optional{next} : std::nullopt;
}

void record_failure(store::OutboxItem const& item, std::string const& what, std::optional<Instant> next_at,
                    Services& on)
{
    auto const now = on.clock.now();
    on.database.write([&](store::Connection& tx) { store::outbox::mark_failed(tx, item.id, what, next_at, now); });
    log::write(next_at ? log::Level::warning : log::Level::error, next_at ? "mail_delayed" : "mail_given_up",
               {{"mail", item.id}, {"attempts", item.attempts + 1}, {"cause", what}});
}

void record_sent(store::OutboxItem const& item, Services& on)
{
    auto const now = on.clock.now();
    on.database.write([&](store::Connection& tx) { store::outbox::mark_sent(tx, item.id, now); });
}

void handle(store::OutboxItem const& item, Services& on, MailTransport& transport, std::stop_token const& stop,
            SenderTimes const& times)
{
    if (item.kind == blank_kind) // written so that nobody can tell from the answer's time that there is nothing to send
        return record_sent(item, on);
    auto const envelope = envelope_of(item, on);
    if (!envelope)
        return record_failure(item, envelope.error().what, std::nullopt, on);
    auto const sent = transport.send(*envelope, stop);
    if (!sent)
        return record_failure(item, sent.error().what, next_try(item, sent.error(), on.clock.now(), times), on);
    record_sent(item, on);
    log::info("mail_sent", {{"mail", item.id}, {"attempts", item.attempts + 1}});
}

} // namespace

Duration pause_after(std::int64_t attempts)
{
    constexpr std::array<Duration, 6> pauses{std::chrono::seconds{10}, std::chrono::seconds{30},
                                             std::chrono::minutes{2},  std::chrono::minutes{10},
                                             std::chrono::minutes{30}, std::chrono::hours{1}};
    auto const index = std::clamp<std::int64_t>(attempts - 1, 0, static_cast<std::int64_t>(pauses.size()) - 1);
    return pauses.at(static_cast<std::size_t>(index));
}

std::size_t send_due(Services& on, MailTransport& transport, std::stop_token const& stop, SenderTimes const& times)
{
    auto const claimed_at = on.clock.now();
    auto const started = std::chrono::steady_clock::now();
    auto const items = on.database.write(
        [&](store::Connection& tx) { return store::outbox::claim_due(tx, claimed_at, times.lease, claimed_at_once); });
    std::size_t handled = 0;
    for (auto const& item : items) {
        // Past this point another sender might get the row while this one still talks to the server: a second copy.
        if (stop.stop_requested() || std::chrono::steady_clock::now() - started > times.lease - times.longest_mail)
            break;
        handle(item, on, transport, stop, times);
        ++handled;
    }
    return handled;
}

OutboxSender::OutboxSender(Services& on, std::unique_ptr<MailTransport> transport, SenderTimes times)
    : on_(on), transport_(std::move(transport)), times_(times),
      thread_([this](std::stop_token const& stop) { run(stop); })
{
}

OutboxSender::~OutboxSender()
{
    stop();
}

void OutboxSender::wake()
{
    {
        std::lock_guard const lock{mutex_};
        is_woken_ = true;
    }
    woken_.notify_all();
}

void OutboxSender::stop()
{
    thread_.request_stop();
    if (thread_.joinable())
        thread_.join();
}

void OutboxSender::run(std::stop_token const& stop)
{
    while (!stop.stop_requested()) {
        auto wait = times_.look_every;
        try {
            while (!stop.stop_requested() && send_due(on_, *transport_, stop, times_) > 0) {
            }
            transport_->rest();
            auto const next = on_.database.read([](store::Connection& db) { return store::outbox::next_due(db); });
            if (next)
                wait = std::max(shortest_pause, std::min<Duration>(*next - on_.clock.now(), times_.look_every));
        } catch (std::exception const& problem) { // the store is down: mails wait in it
            log::error("outbox_failed", {{"cause", problem.what()}});
        }
        pause(stop, wait);
    }
}

void OutboxSender::pause(std::stop_token const& stop, std::chrono::milliseconds at_most)
{
    std::unique_lock lock{mutex_};
    woken_.wait_for(lock, stop, at_most, [this] { return is_woken_; });
    is_woken_ = false;
}

} // namespace zugang::idp::outbox
