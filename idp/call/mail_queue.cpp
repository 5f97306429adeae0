#include "idp/call/mail_queue.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "store/outbox.hpp"
#include <stdexcept>

namespace zugang::idp {
namespace {

constexpr JsonLimits payload_limits{.bytes = 1'000'000, .depth = 2, .members = 10};
constexpr std::string_view mail_kind = "mail";

std::string folded(std::string_view address)
{
    return fold_case(address).value_or(std::string{address});
}

/// Blanks are counted apart, so that they use up nobody's limit.
Bytes blank_key(std::string_view address, Services& on)
{
    return on.sealer.keyed_hash("outbox blank recipient", folded(address));
}

Bytes mail_key(std::string_view address, MailBudget budget, keys::Sealer const& sealer)
{
    switch (budget) {
    case MailBudget::asked:
        return sealer.keyed_hash("outbox recipient", folded(address));
    case MailBudget::unlock:
        return sealer.keyed_hash("outbox recipient of an unlock link", folded(address));
    case MailBudget::notice:
        return sealer.keyed_hash("outbox recipient of a notice", folded(address));
    }
    throw std::logic_error{"unknown budget of mails"};
}

void queue_item(store::Connection& tx, std::string_view kind, Bytes key, QueuedMail const& queued,
                QueueTools const& tools)
{
    store::OutboxItem item;
    item.id = random_token(tools.random, "mail_");
    item.kind = kind;
    item.recipient_key = std::move(key);
    item.payload = tools.sealer.seal(to_payload(queued), {"outbox", "payload", item.id});
    item.created_at = tools.now;
    item.next_at = tools.now;
    store::outbox::insert(tx, item);
}

} // namespace

Bytes recipient_key(std::string_view address, Services& on, MailBudget budget)
{
    return mail_key(address, budget, on.sealer);
}

void queue_mail(store::Connection& tx, QueuedMail const& queued, Services& on, Instant now)
{
    queue_mail(tx, queued, {on.sealer, on.random, now});
}

void queue_mail(store::Connection& tx, QueuedMail const& queued, QueueTools const& tools)
{
    queue_item(tx, mail_kind, mail_key(queued.recipient, queued.budget, tools.sealer), queued, tools);
}

void queue_blank(store::Connection& tx, QueuedMail const& queued, Services& on, Instant now)
{
    queue_item(tx, blank_kind, blank_key(queued.recipient, on), queued, {on.sealer, on.random, now});
}

std::int64_t count_queued(store::Connection& db, std::string_view address, Instant since, Services& on)
{
    return store::outbox::count_since(db, recipient_key(address, on), since) +
           store::outbox::count_since(db, blank_key(address, on), since);
}

bool may_mail(store::Connection& tx, std::string_view address, Services& on, Instant now, MailBudget budget)
{
    auto const key = recipient_key(address, on, budget);
    auto const& limits = on.config.limits;
    return store::outbox::count_since(tx, key, now - std::chrono::hours{1}) < limits.mails_per_hour_and_address &&
           store::outbox::count_since(tx, key, now - std::chrono::hours{24}) < limits.mails_per_day_and_address;
}

std::string to_payload(QueuedMail const& queued)
{
    return JsonObject{}
        .add("recipient", queued.recipient)
        .add("subject", queued.mail.subject)
        .add("text", queued.mail.text)
        .add("html", queued.mail.html)
        .str();
}

std::optional<QueuedMail> from_payload(std::string_view payload)
{
    auto const json = Json::parse(payload, payload_limits);
    if (!json)
        return std::nullopt;
    auto recipient = json->string("recipient");
    auto subject = json->string("subject");
    auto text = json->string("text");
    auto html = json->string("html");
    if (!recipient || !subject || !text || !html)
        return std::nullopt;
    return QueuedMail{std::move(*recipient), mail::Mail{std::move(*subject), std::move(*text), std::move(*html)}};
}

} // namespace zugang::idp
