#include "idp/outbox/mail_kind.hpp"
#include "idp/call/mail_queue.hpp"
#include "idp/outbox/ascii_domain.hpp"
#include "idp/outbox/mime.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::outbox {
namespace {

constexpr std::int64_t tries_when_refused = 3; // a misconfigured mail server is repaired more often than an address
constexpr Duration give_up_after = std::chrono::hours{24};

/// What goes to the transport. Fails for a payload that cannot be read: it never will be.
Result<Envelope> envelope_of(store::OutboxItem const& item, Secret const& payload, config::Mail const& settings)
{
    auto const queued = from_payload(payload.reveal());
    if (!queued)
        return failure("the payload is not a mail");
    auto from = parse_mailbox(settings.from);
    if (!from)
        return failure(from.error().what);
    auto const sender = ascii_address(from->address);
    auto const recipient = ascii_address(queued->recipient);
    if (!sender || !recipient)
        return failure("the recipient's address cannot be written in ASCII");
    MessageFacts const facts{std::move(*from), *recipient, item.created_at, item.id};
    return Envelope{*sender, *recipient, compose(facts, queued->mail)};
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

Result<void, SendFailure> MailKind::deliver(store::OutboxItem const& item, Secret const& payload,
                                            std::stop_token const& stop)
{
    auto const envelope = envelope_of(item, payload, settings_);
    if (!envelope)
        return std::unexpected(SendFailure{SendFailure::Kind::hopeless, envelope.error().what});
    return transport_->send(*envelope, stop);
}

std::optional<Instant> MailKind::next_try(store::OutboxItem const& item, SendFailure const& failed,
                                          std::int64_t attempts, Instant now) const
{
    if (failed.kind == SendFailure::Kind::refused && attempts >= tries_when_refused)
        return std::nullopt;
    auto const next = now + pause_after(attempts);
    return next < item.created_at + give_up_after ? std::optional{next} : std::nullopt;
}

} // namespace zugang::idp::outbox
