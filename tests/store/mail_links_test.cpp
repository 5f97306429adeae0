#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

constexpr auto confirm = MailLinkKind::confirm_email;
constexpr auto reset = MailLinkKind::reset_password;

void on_each_with_max(std::function<void(Database&)> const& test)
{
    on_each_engine([&](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        test(store.database());
    });
}

void insert(Database& database, MailLink const& link)
{
    database.write([&](Connection& db) { mail_links::insert(db, link); });
}

std::optional<MailLink> find(Database& database, std::string_view token)
{
    return database.read([&](Connection& db) { return mail_links::find(db, confirm, hash_of(token)); });
}

bool redeem(Database& database, std::string_view token, Instant now, MailLinkKind kind = confirm)
{
    return database.write([&](Connection& db) { return mail_links::redeem(db, kind, hash_of(token), now); })
        .has_value();
}

} // namespace

TEST_CASE("a link comes back as it was inserted, in any state")
{
    on_each_with_max([](Database& database) {
        auto link = mail_link("a");
        link.password_hash = Bytes{0, 200};
        link.flow_id = "flow";
        link.browser_hash = Bytes{3};
        insert(database, link);
        REQUIRE(redeem(database, "a", noon));
        auto const found = find(database, "a");
        REQUIRE(found);
        CHECK(found->kind == confirm);
        CHECK(found->token_hash == link.token_hash);
        CHECK(found->account_id == "max");
        CHECK(found->email == link.email);
        CHECK(found->password_hash == link.password_hash);
        CHECK(found->flow_id == link.flow_id);
        CHECK(found->browser_hash == link.browser_hash);
        CHECK(found->created_at == noon);
        CHECK(found->expires_at == noon + hour);
        CHECK(found->used_at == noon);
        CHECK_FALSE(found->replaced_at);
    });
}

TEST_CASE("a link is redeemed once, and what is redeemed comes with it")
{
    on_each_with_max([](Database& database) {
        auto link = mail_link("a");
        link.password_hash = Bytes{7};
        insert(database, link);
        auto const redeemed =
            database.write([](Connection& db) { return mail_links::redeem(db, confirm, hash_of("a"), noon); });
        REQUIRE(redeemed);
        CHECK(redeemed->password_hash == Bytes{7});
        CHECK(redeemed->used_at == noon);
        CHECK_FALSE(redeem(database, "a", noon));
        CHECK_FALSE(redeem(database, "b", noon));
    });
}

TEST_CASE("a link ends at its moment, not before")
{
    on_each_with_max([](Database& database) {
        insert(database, mail_link("a"));
        CHECK_FALSE(redeem(database, "a", noon + hour));
        CHECK(redeem(database, "a", noon + hour - one_ms));
    });
}

TEST_CASE("a link of one kind is not one of another")
{
    on_each_with_max([](Database& database) {
        insert(database, mail_link("a"));
        CHECK_FALSE(redeem(database, "a", noon, reset));
        CHECK_FALSE(
            database.read([](Connection& db) { return mail_links::find(db, reset, hash_of("a")); }).has_value());
        CHECK(redeem(database, "a", noon));
    });
}

TEST_CASE("a newer link replaces the open ones of its account and kind")
{
    on_each_with_max([](Database& database) {
        database.write([](Connection& db) { REQUIRE(accounts::insert(db, account("erika", "erika@example.org"))); });
        auto other_kind = mail_link("other kind");
        other_kind.kind = reset;
        insert(database, mail_link("a"));
        insert(database, other_kind);
        insert(database, mail_link("erika's", "erika"));
        auto newer = mail_link("b");
        newer.created_at = noon + one_ms;
        insert(database, newer);
        CHECK(find(database, "a")->replaced_at == noon + one_ms);
        CHECK_FALSE(redeem(database, "a", noon + one_ms));
        CHECK(redeem(database, "b", noon + one_ms));
        CHECK(redeem(database, "other kind", noon, reset));
        CHECK(redeem(database, "erika's", noon));
    });
}

TEST_CASE("a used link is not marked as replaced")
{
    on_each_with_max([](Database& database) {
        insert(database, mail_link("a"));
        REQUIRE(redeem(database, "a", noon));
        insert(database, mail_link("b"));
        CHECK_FALSE(find(database, "a")->replaced_at);
    });
}

TEST_CASE("the newest link of an account is the one made last, also within a millisecond")
{
    on_each_with_max([](Database& database) {
        auto const newest = [&] {
            return database.read([](Connection& db) { return mail_links::find_newest(db, confirm, "max"); });
        };
        CHECK_FALSE(newest());
        insert(database, mail_link("b"));
        insert(database, mail_link("a"));
        CHECK(newest()->token_hash == hash_of("a"));
        auto later = mail_link("c");
        later.created_at = noon + one_ms;
        insert(database, later);
        CHECK(newest()->token_hash == hash_of("c"));
    });
}

TEST_CASE("links are counted from a moment on, that moment included")
{
    on_each_with_max([](Database& database) {
        insert(database, mail_link("a"));
        insert(database, mail_link("b"));
        auto const count = [&](MailLinkKind kind, Instant since) {
            return database.read([&](Connection& db) { return mail_links::count_since(db, kind, "max", since); });
        };
        CHECK(count(confirm, noon) == 2);
        CHECK(count(confirm, noon + one_ms) == 0);
        CHECK(count(reset, noon) == 0);
    });
}

TEST_CASE("ended links are removed, but not those an unconfirmed registration is known by")
{
    on_each_with_max([](Database& database) {
        insert(database, mail_link("a"));
        auto const remove = [&](Instant before) {
            return database.write([&](Connection& db) { return mail_links::remove_expired(db, before); });
        };
        CHECK(remove(noon + 10 * hour) == 0);
        database.write([](Connection& db) { REQUIRE(accounts::set_email_verified(db, "max", noon)); });
        CHECK(remove(noon + hour) == 0);
        CHECK(remove(noon + hour + one_ms) == 1);
    });
}

TEST_CASE("of links made at the same moment one stays open")
{
    on_each_with_max([](Database& database) {
        count_true_in_parallel(16, [&](int i) {
            insert(database, mail_link(std::to_string(i)));
            return true;
        });
        int open = 0;
        for (int i = 0; i < 16; ++i)
            open += redeem(database, std::to_string(i), noon) ? 1 : 0;
        CHECK(open == 1);
    });
}

TEST_CASE("links of notices stay good beside each other, each for what it was about")
{
    on_each_with_max([](Database& database) {
        for (std::string const token : {"a", "b"}) {
            auto link = mail_link(token);
            link.kind = MailLinkKind::not_me;
            link.notice = "factor_added";
            link.subject = "fct_" + token;
            insert(database, link);
        }
        insert(database, mail_link("c"));
        for (std::string const token : {"a", "b"}) {
            CHECK_FALSE(redeem(database, token, noon));
            auto const redeemed = database.write(
                [&](Connection& db) { return mail_links::redeem(db, MailLinkKind::not_me, hash_of(token), noon); });
            REQUIRE(redeemed);
            CHECK(redeemed->notice == "factor_added");
            CHECK(redeemed->subject == "fct_" + token);
        }
    });
}

TEST_CASE("notices are counted by what they told, without the moment asked from")
{
    on_each_with_max([](Database& database) {
        auto link = mail_link("a");
        link.kind = MailLinkKind::not_me;
        link.notice = "many_failures";
        insert(database, link);
        auto const count = [&](std::string_view notice, Instant since) {
            return database.read(
                [&](Connection& db) { return mail_links::count_notices_since(db, "max", notice, since); });
        };
        CHECK(count("many_failures", noon - one_ms) == 1);
        CHECK(count("many_failures", noon) == 0);
        CHECK(count("new_device", noon - one_ms) == 0);
    });
}

} // namespace zugang::store::test
