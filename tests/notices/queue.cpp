// Notices are written with what they tell: to whom, in which language, how often, and with a link of their own each.
#include "doctest.h"
#include "idp/notices/notices.hpp"
#include "store/mail_links.hpp"
#include "tests/account/workplace.hpp"
#include "tests/support/stand.hpp"
#include <set>

namespace zugang::tests {
namespace {

using idp::notices::Kind;
using idp::notices::Notice;

constexpr auto not_me_path = "/link/not-me";

struct Person {
    std::string email = "max@web.de";
    bool is_confirmed = true;
    std::string language = "de";
};

void add_person(Workplace& place, Person const& person = {})
{
    store::Account account{};
    account.id = "max";
    account.email = person.email;
    if (person.is_confirmed)
        account.email_verified_at = place.clock.now();
    account.language = person.language;
    place.store.database().write([&](store::Connection& tx) { REQUIRE(store::accounts::insert(tx, account)); });
}

void queue(Workplace& place, Notice const& notice)
{
    place.store.database().write(
        [&](store::Connection& tx) { idp::notices::queue(tx, notice, place.clock.now(), place.services); });
}

std::vector<idp::QueuedMail> mails_of(Workplace& place)
{
    auto const rows = place.store.database().read([](store::Connection& db) {
        return db.query("SELECT id, payload FROM outbox WHERE kind = 'mail' ORDER BY created_at, id");
    });
    std::vector<idp::QueuedMail> mails;
    for (auto const& row : rows) {
        auto const payload = place.services.sealer.open(row.blob("payload"), {"outbox", "payload", row.text("id")});
        REQUIRE(payload);
        mails.push_back(idp::from_payload(payload->reveal()).value());
    }
    return mails;
}

} // namespace

TEST_CASE("a notice goes to the account's confirmed address, in its language with German below")
{
    Workplace place;
    add_person(place, {.language = "en"});
    queue(place, {.kind = Kind::factor_added, .account_id = "max", .what = std::string{"Mein Telefon"}});
    auto const mails = mails_of(place);
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].recipient == "max@web.de");
    CHECK(mails[0].mail.subject == "A second factor has been set up");
    CHECK(mails[0].mail.text.find("Mein Telefon") != std::string::npos);
    CHECK(mails[0].mail.text.find("Ein zweiter Faktor wurde eingerichtet") != std::string::npos);
}

TEST_CASE("who has confirmed no address, or is not there, gets no notice")
{
    Workplace place;
    add_person(place, {.is_confirmed = false});
    queue(place, {.kind = Kind::new_device, .account_id = "max"});
    queue(place, {.kind = Kind::new_device, .account_id = "nobody"});
    CHECK(mails_of(place).empty());
}

TEST_CASE("each notice has a link of its own that the store knows by its hash alone, good for 72 hours")
{
    Workplace place;
    add_person(place);
    queue(place, {.kind = Kind::factor_added, .account_id = "max", .factor_id = "fct_1"});
    queue(place, {.kind = Kind::factor_removed, .account_id = "max", .factor_id = "fct_2"});
    std::set<std::string> links;
    for (auto const& queued : mails_of(place)) {
        auto const link = link_in(queued.mail.text, not_me_path);
        CHECK(link.size() == std::string{"/link/not-me?id=zgm_"}.size() + 43); // 256 bits
        CHECK(queued.mail.html.find("http://localhost:8080" + link) != std::string::npos);
        links.insert(link);
    }
    CHECK(links.size() == 2);
    auto const rows = place.store.database().read([](store::Connection& db) {
        return db.query("SELECT notice, subject, created_at, expires_at FROM mail_links WHERE kind = 'not_me'"
                        " AND replaced_at IS NULL AND used_at IS NULL ORDER BY subject");
    });
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].text("notice") == "factor_added");
    CHECK(rows[0].text("subject") == "fct_1");
    CHECK(rows[1].text("notice") == "factor_removed");
    CHECK(rows[1].instant("expires_at") - rows[1].instant("created_at") == std::chrono::hours{72});
}

TEST_CASE("what a stranger can cause at will is told once in 24 hours, everything else each time")
{
    for (auto const kind : {Kind::many_failures, Kind::passkey_copied}) {
        CAPTURE(idp::notices::name_of(kind));
        Workplace place;
        add_person(place);
        auto const count_after = [&](Kind told) {
            queue(place, {.kind = told, .account_id = "max"});
            return mails_of(place).size();
        };
        CHECK(count_after(kind) == 1);
        CHECK(count_after(kind) == 1);
        place.clock.advance(std::chrono::hours{24} - std::chrono::milliseconds{1});
        CHECK(count_after(kind) == 1);
        place.clock.advance(std::chrono::milliseconds{1});
        CHECK(count_after(kind) == 2);
        CHECK(count_after(Kind::new_device) == 3);
        CHECK(count_after(Kind::new_device) == 4);
    }
}

TEST_CASE("a factor is called by its kind and its name, in the account's language")
{
    using store::factors::Kind;
    Workplace place;
    add_person(place, {.language = "en"});
    auto const text_of = [&](Kind kind) {
        queue(place, {.kind = idp::notices::Kind::factor_added,
                      .account_id = "max",
                      .what = idp::notices::factor_words(kind, "{name} <b>")});
        return mails_of(place).back().mail.text;
    };
    auto const passkey = text_of(Kind::passkey);
    CHECK(passkey.find("\nPasskey “{name} <b>”\n") != std::string::npos);
    CHECK(passkey.find("\nPasskey „{name} <b>“\n") != std::string::npos);
    place.clock.advance(std::chrono::milliseconds{1});
    CHECK(text_of(Kind::security_key).find("\nSecurity key “{name} <b>”\n") != std::string::npos);
    place.clock.advance(std::chrono::milliseconds{1});
    CHECK(text_of(Kind::totp).find("\n{name} <b>\n") != std::string::npos);
}

TEST_CASE("the kinds of notices come back from the store's words")
{
    for (auto const kind : {Kind::factor_added, Kind::factor_removed, Kind::recovery_code_used, Kind::new_device,
                            Kind::many_failures, Kind::password_changed, Kind::passkey_copied})
        CHECK(idp::notices::find_kind(idp::notices::name_of(kind)) == kind);
    CHECK_FALSE(idp::notices::find_kind("factor"));
}

} // namespace zugang::tests
