#include "idp/outbox/sender.hpp"
#include "base/log.hpp"
#include "doctest.h"
#include "idp/outbox/blank_kind.hpp"
#include "idp/outbox/mail_kind.hpp"
#include "idp/outbox/smtp.hpp"
#include "store/outbox.hpp"
#include "tests/account/workplace.hpp"
#include "tests/support/smtp_sink.hpp"
#include <optional>
#include <set>

namespace zugang::tests {
namespace {

using idp::outbox::Lane;
using idp::outbox::OutboxSender;
using idp::outbox::SenderTimes;
using FailureKind = idp::outbox::SendFailure::Kind;

/// Stands for the mail server where a test needs a certain failure.
class ScriptedTransport : public idp::outbox::MailTransport {
public:
    [[nodiscard]] Result<void, idp::outbox::SendFailure> send(idp::outbox::Envelope const& envelope,
                                                              std::stop_token const&) override
    {
        sent.push_back(envelope);
        if (failure)
            return std::unexpected(idp::outbox::SendFailure{*failure, "as the test wants it"});
        return {};
    }
    std::optional<FailureKind> failure;
    std::vector<idp::outbox::Envelope> sent;
};

/// Hands on to a transport that the test keeps.
class Handing : public idp::outbox::MailTransport {
public:
    explicit Handing(idp::outbox::MailTransport& to) : to_(to) {}
    [[nodiscard]] Result<void, idp::outbox::SendFailure> send(idp::outbox::Envelope const& envelope,
                                                              std::stop_token const& stop) override
    {
        return to_.send(envelope, stop);
    }

private:
    idp::outbox::MailTransport& to_;
};

Lane lane_of(Workplace& place, std::unique_ptr<idp::outbox::MailTransport> transport, SenderTimes const& times = {})
{
    Lane lane{.name = "mail", .times = times};
    lane.kinds.push_back(std::make_unique<idp::outbox::MailKind>(place.config.mail, std::move(transport)));
    lane.kinds.push_back(std::make_unique<idp::outbox::BlankKind>());
    return lane;
}

std::size_t round_of(Workplace& place, idp::outbox::MailTransport& transport)
{
    return idp::outbox::send_due(place.services, lane_of(place, std::make_unique<Handing>(transport)), {});
}

struct OutboxRow {
    bool is_sent = false;
    bool is_given_up = false;
    std::int64_t attempts = 0;
    std::size_t payload_size = 0;
    std::string error;
};

OutboxRow only_row(Workplace& place)
{
    auto const rows = place.store.database().read([](store::Connection& db) {
        return db.query("SELECT sent_at, failed_at, attempts, payload, last_error FROM outbox");
    });
    REQUIRE(rows.size() == 1);
    auto const& row = rows.front();
    return {!row.is_null("sent_at"), !row.is_null("failed_at"), row.integer("attempts"), row.blob("payload").size(),
            row.optional_text("last_error").value_or("")};
}

bool is_idle(Workplace& place)
{
    auto const due =
        place.store.database().read([](store::Connection& db) { return store::outbox::next_due(db, "mail"); });
    return !due.has_value();
}

bool wait_until(std::function<bool()> const& condition)
{
    auto const deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return true;
}

std::unique_ptr<idp::outbox::SmtpTransport> transport_to(std::string const& url)
{
    idp::config::Mail settings;
    settings.smtp_url = url;
    return std::make_unique<idp::outbox::SmtpTransport>(settings);
}

/// Collects log lines while alive.
class LogLines {
public:
    LogLines()
    {
        log::set_level(log::Level::debug);
        log::set_sink([this](std::string const& line) { text += line; });
    }
    ~LogLines() { log::set_sink({}); }
    LogLines(LogLines const&) = delete;
    LogLines& operator=(LogLines const&) = delete;
    std::string text;
};

} // namespace

TEST_CASE("a queued mail goes out once, and its payload is wiped")
{
    on_each_engine([](TemporaryStore& each) {
        Workplace place{each.engine()};
        ScriptedTransport transport;
        place.queue("max@müller.example", "Bestätigung Ihrer E-Mail-Adresse");
        CHECK(round_of(place, transport) == 1);
        CHECK(round_of(place, transport) == 0);
        REQUIRE(transport.sent.size() == 1);
        CHECK(transport.sent[0].sender == "kontoservice@example.org");
        CHECK(transport.sent[0].recipient == "max@xn--mller-kva.example");
        CHECK(transport.sent[0].message.find("Subject: =?UTF-8?B?") != std::string::npos);
        auto const row = only_row(place);
        CHECK(row.is_sent);
        CHECK(row.payload_size == 0);
    });
}

TEST_CASE("a blank is marked as done and reaches no mail server")
{
    Workplace place;
    ScriptedTransport transport;
    place.store.database().write([&](store::Connection& tx) {
        idp::queue_blank(tx, {"niemand", {"s", "t", "h"}}, place.services, place.clock.now());
    });
    CHECK(round_of(place, transport) == 1);
    CHECK(transport.sent.empty());
    CHECK(only_row(place).is_sent);
}

TEST_CASE("after a failure the pauses grow, with the same Message-ID each time")
{
    Workplace place;
    ScriptedTransport transport;
    transport.failure = FailureKind::transient;
    place.queue("max@web.de");
    for (auto const pause : {std::chrono::seconds{10}, std::chrono::seconds{30}, std::chrono::seconds{120}}) {
        CHECK(round_of(place, transport) == 1);
        place.clock.advance(pause - std::chrono::milliseconds{1});
        CHECK(round_of(place, transport) == 0);
        place.clock.advance(std::chrono::milliseconds{1});
    }
    transport.failure.reset();
    CHECK(round_of(place, transport) == 1);
    CHECK(only_row(place).is_sent);
    REQUIRE(transport.sent.size() == 4);
    CHECK(transport.sent.front().message == transport.sent.back().message);
}

TEST_CASE("a mail server that is down for less than a day loses no mail, after a day the mail is given up")
{
    Workplace place;
    ScriptedTransport transport;
    transport.failure = FailureKind::transient;
    place.queue("max@web.de");
    auto const start = place.clock.now();
    while (place.clock.now() < start + std::chrono::hours{23}) {
        round_of(place, transport);
        place.clock.advance(std::chrono::minutes{10});
    }
    CHECK_FALSE(only_row(place).is_given_up);
    while (place.clock.now() < start + std::chrono::hours{25}) {
        round_of(place, transport);
        place.clock.advance(std::chrono::minutes{10});
    }
    auto const row = only_row(place);
    CHECK(row.is_given_up);
    CHECK(row.payload_size == 0);
}

TEST_CASE("a mail the server refuses for good is tried three times")
{
    Workplace place;
    ScriptedTransport transport;
    transport.failure = FailureKind::refused;
    place.queue("max@web.de");
    for (int round = 0; round < 5; ++round) {
        round_of(place, transport);
        place.clock.advance(std::chrono::hours{1});
    }
    CHECK(transport.sent.size() == 3);
    CHECK(only_row(place).is_given_up);
}

TEST_CASE("a payload that does not open is given up at once, and the next mail goes out")
{
    Workplace place;
    ScriptedTransport transport;
    place.queue("max@web.de");
    place.store.database().write(
        [](store::Connection& tx) { tx.execute("UPDATE outbox SET payload = :p", {{"p", Bytes{1, 2, 3}}}); });
    CHECK(round_of(place, transport) == 1);
    CHECK(only_row(place).is_given_up);
    place.queue("moritz@web.de");
    CHECK(round_of(place, transport) == 1);
    CHECK(transport.sent.size() == 1);
}

TEST_CASE("a mail claimed by a sender that crashed is sent once its lease is over")
{
    Workplace place;
    ScriptedTransport transport;
    place.queue("max@web.de");
    SenderTimes const times;
    auto const claimed = place.store.database().write([&](store::Connection& tx) {
        return store::outbox::claim_due(tx, {"mail", times.lease, 8}, place.clock.now());
    });
    REQUIRE(claimed.size() == 1);
    place.clock.advance(times.lease - std::chrono::milliseconds{1});
    CHECK(round_of(place, transport) == 0);
    place.clock.advance(std::chrono::milliseconds{1});
    CHECK(round_of(place, transport) == 1);
}

TEST_CASE("two senders on one store send every mail once")
{
    on_each_engine([](TemporaryStore& each) {
        Workplace place{each.engine()};
        constexpr std::size_t count = 40;
        for (std::size_t i = 0; i < count; ++i)
            place.queue("max" + std::to_string(i) + "@web.de");
        SmtpSink sink;
        {
            OutboxSender one{place.services, lane_of(place, transport_to(sink.url()))};
            OutboxSender two{place.services, lane_of(place, transport_to(sink.url()))};
            CHECK(sink.wait_for(count, std::chrono::seconds{20}).size() == count);
            CHECK(wait_until([&] { return is_idle(place); }));
        }
        auto const& mails = sink.wait_for(count + 1, std::chrono::milliseconds{200});
        CHECK(mails.size() == count);
        std::set<std::string> recipients;
        for (auto const& mail : mails)
            recipients.insert(mail.to);
        CHECK(recipients.size() == count);
    });
}

TEST_CASE("a mail written while the sender waits goes out when it is woken")
{
    Workplace place;
    SmtpSink sink;
    OutboxSender sender{place.services,
                        lane_of(place, transport_to(sink.url()), {.look_every = std::chrono::minutes{10}})};
    CHECK(sink.wait_for(1, std::chrono::milliseconds{200}).empty());
    place.queue("max@web.de");
    sender.wake();
    CHECK(sink.wait_for(1).size() == 1);
}

TEST_CASE("a mail server that was down gets the mail when it is up again")
{
    Workplace place;
    unsigned short port = 0;
    {
        SmtpSink const sink;
        port = sink.port();
    }
    place.queue("max@web.de");
    OutboxSender sender{place.services, lane_of(place, transport_to("smtp://127.0.0.1:" + std::to_string(port)),
                                                {.look_every = std::chrono::milliseconds{50}})};
    CHECK(wait_until([&] { return only_row(place).attempts == 1; }));
    SmtpSink sink{{.port = port}};
    place.clock.advance(std::chrono::seconds{10});
    CHECK(sink.wait_for(1).size() == 1);
    CHECK(wait_until([&] { return only_row(place).is_sent; }));
}

TEST_CASE("stopping breaks off a slow mail quickly and leaves it for the next start")
{
    Workplace place;
    SmtpSink sink;
    place.queue("slow@web.de");
    auto sender = std::make_unique<OutboxSender>(place.services, lane_of(place, transport_to(sink.url())));
    CHECK(wait_until([&] { return only_row(place).attempts == 1; })); // claimed
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    auto const started = std::chrono::steady_clock::now();
    sender->stop();
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds{2});
    CHECK_FALSE(only_row(place).is_sent);
    ScriptedTransport transport;
    CHECK(round_of(place, transport) == 1); // due at once, no lease to wait for
}

TEST_CASE("logs and the store name no address, no subject and no link")
{
    Workplace place;
    SmtpSink sink;
    LogLines const lines;
    for (auto const* recipient : {"max@web.de", "never@web.de", "later@web.de"})
        place.queue(recipient, "Betreff mit http://localhost/link");
    auto const transport = transport_to(sink.url());
    CHECK(round_of(place, *transport) == 3);
    CHECK(lines.text.find("mail_sent") != std::string::npos);
    CHECK(lines.text.find("mail_delayed") != std::string::npos);
    CHECK(lines.text.find("web.de") == std::string::npos);
    CHECK(lines.text.find("Betreff") == std::string::npos);
    auto const errors = place.store.database().read(
        [](store::Connection& db) { return db.query("SELECT last_error FROM outbox WHERE last_error IS NOT NULL"); });
    REQUIRE(errors.size() == 2);
    for (auto const& row : errors)
        CHECK(row.text("last_error").find("web.de") == std::string::npos);
}

TEST_CASE("pauses never end: ten seconds first, an hour at last")
{
    CHECK(idp::outbox::pause_after(0) == std::chrono::seconds{10});
    CHECK(idp::outbox::pause_after(1) == std::chrono::seconds{10});
    CHECK(idp::outbox::pause_after(2) == std::chrono::seconds{30});
    CHECK(idp::outbox::pause_after(6) == std::chrono::hours{1});
    CHECK(idp::outbox::pause_after(1000) == std::chrono::hours{1});
}

} // namespace zugang::tests
