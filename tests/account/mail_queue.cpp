#include "idp/call/mail_queue.hpp"
#include "doctest.h"
#include "tests/account/workplace.hpp"

namespace zugang::tests {
namespace {

bool may_mail_now(Workplace& place, std::string const& address)
{
    return place.store.database().read(
        [&](store::Connection& db) { return idp::may_mail(db, address, place.services, place.clock.now()); });
}

} // namespace

TEST_CASE("a queued mail comes back from its payload unchanged, and nothing else does")
{
    idp::QueuedMail const queued{"max@web.de", {"Bestätigung \"x\"", "Zeile\nZeile\n", "<p>ü</p>"}};
    auto const back = idp::from_payload(idp::to_payload(queued));
    REQUIRE(back);
    CHECK(back->recipient == queued.recipient);
    CHECK(back->mail.subject == queued.mail.subject);
    CHECK(back->mail.text == queued.mail.text);
    CHECK(back->mail.html == queued.mail.html);
    for (std::string const wrong : {"", "{}", "[]", R"({"recipient":"a","subject":"b","text":"c"})"}) {
        CAPTURE(wrong);
        CHECK_FALSE(idp::from_payload(wrong));
    }
}

TEST_CASE("the store holds neither address nor text of a mail in the clear")
{
    Workplace place;
    place.queue("max.mustermann@web.de", "Bestätigung");
    auto const row = place.store.database().read(
        [](store::Connection& db) { return db.query_one("SELECT recipient_key, payload FROM outbox"); });
    REQUIRE(row);
    CHECK(text_of(row->blob("payload")).find("mustermann") == std::string_view::npos);
    CHECK(text_of(row->blob("recipient_key")).find("mustermann") == std::string_view::npos);
}

TEST_CASE("three mails an hour to one address are allowed, the fourth is not")
{
    Workplace place;
    for (int i = 0; i < 3; ++i) {
        CHECK(may_mail_now(place, "max@web.de"));
        place.queue("max@web.de");
        place.clock.advance(std::chrono::minutes{10});
    }
    CHECK_FALSE(may_mail_now(place, "MAX@web.de"));
    CHECK(may_mail_now(place, "moritz@web.de"));
    place.clock.advance(std::chrono::minutes{30});
    CHECK_FALSE(may_mail_now(place, "max@web.de"));
    place.clock.advance(std::chrono::milliseconds{1});
    CHECK(may_mail_now(place, "max@web.de"));
}

TEST_CASE("ten mails a day to one address are allowed, the eleventh is not")
{
    Workplace place;
    for (int i = 0; i < 10; ++i) {
        CHECK(may_mail_now(place, "max@web.de"));
        place.queue("max@web.de");
        place.clock.advance(std::chrono::hours{2});
    }
    CHECK_FALSE(may_mail_now(place, "max@web.de"));
    place.clock.advance(std::chrono::hours{4} + std::chrono::milliseconds{1});
    CHECK(may_mail_now(place, "max@web.de"));
}

TEST_CASE("notices have no limit, and what anybody can ask for does not use up the way in past an attack")
{
    Workplace place;
    auto const now = place.clock.now();
    auto const may = [&](idp::MailBudget budget) {
        return place.store.database().write(
            [&](store::Connection& tx) { return idp::may_mail(tx, "max@web.de", place.services, now, budget); });
    };
    place.store.database().write([&](store::Connection& tx) {
        for (int i = 0; i < 20; ++i)
            idp::queue_mail(tx, {"max@web.de", {}, idp::MailBudget::notice}, place.services, now);
        for (int i = 0; i < 3; ++i)
            idp::queue_mail(tx, {"max@web.de", {}}, place.services, now);
    });
    CHECK_FALSE(may(idp::MailBudget::asked));
    CHECK(may(idp::MailBudget::unlock));
    place.store.database().write([&](store::Connection& tx) {
        for (int i = 0; i < 3; ++i)
            idp::queue_mail(tx, {"max@web.de", {}, idp::MailBudget::unlock}, place.services, now);
    });
    CHECK_FALSE(may(idp::MailBudget::unlock));
}

TEST_CASE("blanks use up nobody's limit, but count as queued")
{
    Workplace place;
    place.store.database().write([&](store::Connection& tx) {
        for (int i = 0; i < 20; ++i)
            idp::queue_blank(tx, {"max@web.de", {}}, place.services, place.clock.now());
    });
    CHECK(may_mail_now(place, "max@web.de"));
    place.queue("max@web.de");
    auto const queued = place.store.database().read(
        [&](store::Connection& db) { return idp::count_queued(db, "Max@Web.DE", place.clock.now(), place.services); });
    CHECK(queued == 21);
}

} // namespace zugang::tests
