#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

bool insert(Database& database, Account const& row)
{
    return database.write([&](Connection& db) { return accounts::insert(db, row); });
}

Account verified(std::string id, std::string email)
{
    auto row = account(std::move(id), std::move(email));
    row.email_verified_at = noon;
    return row;
}

/// The id of who signs in by that name, or "".
std::string login(Database& database, std::string_view name)
{
    auto const found = database.read([&](Connection& db) { return accounts::find_by_login_name(db, name); });
    return found ? found->id : "";
}

std::size_t count_accounts(Database& database)
{
    return database.read([](Connection& db) { return accounts::list(db, "", 1000).size(); });
}

std::vector<std::string> ids_of(std::vector<Account> const& rows)
{
    std::vector<std::string> ids;
    for (auto const& row : rows)
        ids.push_back(row.id);
    return ids;
}

using Ids = std::vector<std::string>;

Ids page(Database& database, std::string_view after, std::int64_t limit)
{
    return database.read([&](Connection& db) { return ids_of(accounts::list(db, after, limit)); });
}

Ids who(Database& database, std::string_view text)
{
    return database.read([&](Connection& db) { return ids_of(accounts::find_who(db, text)); });
}

} // namespace

TEST_CASE("an account comes back as it was inserted")
{
    on_each_engine([](TemporaryStore& store) {
        auto full = account("id", "Max@Example.org", "Max75");
        full.email_verified_at = noon + one_ms;
        full.customer_number = "001K00001";
        full.password_hash = Bytes{0, 1, 255};
        full.password_changed_at = noon + 2 * one_ms;
        full.terms_version = "2026-01";
        full.terms_accepted_at = noon + 3 * one_ms;
        full.disabled_at = noon + 4 * one_ms;
        full.updated_at = noon + 5 * one_ms;
        store.database().write([&](Connection& db) {
            REQUIRE(persons::insert(db, person("001K00001")));
            REQUIRE(accounts::insert(db, full));
        });
        auto const found = store.database().read([](Connection& db) { return accounts::find(db, "id"); });
        REQUIRE(found);
        CHECK(found->email == full.email);
        CHECK(found->email_verified_at == full.email_verified_at);
        CHECK(found->username == full.username);
        CHECK(found->customer_number == full.customer_number);
        CHECK(found->password_hash == full.password_hash);
        CHECK(found->password_changed_at == full.password_changed_at);
        CHECK(found->language == full.language);
        CHECK(found->terms_version == full.terms_version);
        CHECK(found->terms_accepted_at == full.terms_accepted_at);
        CHECK(found->disabled_at == full.disabled_at);
        CHECK(found->created_at == full.created_at);
        CHECK(found->updated_at == full.updated_at);
    });
}

TEST_CASE("an e-mail address, username, id or customer number is taken once")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        auto first = account("a", "max@example.org", "max75");
        first.customer_number = "001K00001";
        database.write([](Connection& db) { REQUIRE(persons::insert(db, person("001K00001"))); });
        REQUIRE(insert(database, first));
        CHECK_FALSE(insert(database, account("a", "other@example.org")));
        CHECK_FALSE(insert(database, account("b", "max@example.org")));
        CHECK_FALSE(insert(database, account("b", std::nullopt, "max75")));
        auto same_number = account("b", "other@example.org");
        same_number.customer_number = "001K00001";
        CHECK_FALSE(insert(database, same_number));
        CHECK(count_accounts(database) == 1);
        CHECK(insert(database, account("b", "other@example.org"))); // nothing of the refused ones is in the way
    });
}

TEST_CASE("a username that is somebody's e-mail address is taken, and the other way round")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        REQUIRE(insert(database, account("a", "max@example.org")));
        REQUIRE(insert(database, account("b", std::nullopt, "erika@example.org")));
        CHECK_FALSE(insert(database, account("c", "c@example.org", "MAX@example.org")));
        CHECK_FALSE(insert(database, account("c", "Erika@Example.ORG", "c")));
        CHECK(count_accounts(database) == 2);
        CHECK(insert(database, account("c", "c@example.org", "c")));
    });
}

TEST_CASE("an account's own username may be its e-mail address")
{
    on_each_engine([](TemporaryStore& store) {
        CHECK(insert(store.database(), account("a", "max@example.org", "Max@example.org")));
        CHECK(login(store.database(), "max@example.org") == "a");
    });
}

TEST_CASE("names are the same when they fold to the same")
{
    struct Case {
        std::string stored;
        std::string same;
    };
    for (auto const& [stored, same] :
         {Case{"max@example.org", "MAX@EXAMPLE.ORG"}, Case{"straße@example.org", "STRASSE@example.org"},
          Case{"İpek", "i̇pek"}, Case{"max＠example.org", "max@example.org"}, Case{"ﬁnn", "FINN"},
          Case{"Mu\xcc\x88ller", "müller"}, Case{"ΣΊΣΥΦΟΣ", "σίσυφος"}, Case{"max", " max\n"}}) {
        on_each_engine([&](TemporaryStore& store) {
            CAPTURE(stored);
            CAPTURE(same);
            REQUIRE(insert(store.database(), account("a", std::nullopt, stored)));
            CHECK_FALSE(insert(store.database(), account("b", std::nullopt, same)));
            CHECK_FALSE(insert(store.database(), account("b", same)));
            CHECK(login(store.database(), same) == "a");
        });
    }
}

TEST_CASE("names that only look alike stay apart")
{
    on_each_engine([](TemporaryStore& store) {
        REQUIRE(insert(store.database(), account("a", std::nullopt, "ipek")));
        CHECK(insert(store.database(), account("b", std::nullopt, "ıpek"))); // Turkish dotless i
        CHECK(login(store.database(), "IPEK") == "a");
        CHECK(insert(store.database(), account("c", std::nullopt, "Маx"))); // Cyrillic Ма
        CHECK(login(store.database(), "max").empty());
    });
}

TEST_CASE("a name that is no text finds nobody, and cannot be stored")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        REQUIRE(insert(database, account("a", "max@example.org")));
        for (auto const& name : {std::string("max@example.org\0", 16), std::string("\xff"), std::string()}) {
            CHECK(login(database, name).empty());
            CHECK(who(database, name).empty());
            CHECK_FALSE(database.read([&](Connection& db) { return accounts::find_by_email(db, name); }));
            CHECK_FALSE(database.read([&](Connection& db) { return accounts::find(db, name); }));
            CHECK_THROWS_AS((void)insert(database, account("b", name)), std::invalid_argument);
        }
    });
}

TEST_CASE("one signs in by username and by e-mail address, verified or not")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        REQUIRE(insert(database, account("new", "new@example.org")));
        REQUIRE(insert(database, verified("old", "old@example.org")));
        REQUIRE(insert(database, account("name", std::nullopt, "mustermann75")));
        CHECK(login(database, "new@example.org") == "new");
        CHECK(login(database, "OLD@example.org") == "old");
        CHECK(login(database, "Mustermann75") == "name");
        CHECK(login(database, "nobody").empty());
    });
}

TEST_CASE("an e-mail address is found by that alone, not by a username")
{
    on_each_engine([](TemporaryStore& store) {
        REQUIRE(insert(store.database(), account("a", "a@example.org", "b@example.org")));
        auto const find = [&](std::string_view email) {
            return store.database().read([&](Connection& db) { return accounts::find_by_email(db, email); });
        };
        CHECK(find("A@example.org"));
        CHECK_FALSE(find("b@example.org"));
    });
}

TEST_CASE("WHO is a username, an e-mail address, a customer number or an id, and every account it fits")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        auto row = account("id-1", "max@example.org", "max75");
        row.customer_number = "001K00001";
        database.write([](Connection& db) { REQUIRE(persons::insert(db, person("001K00001"))); });
        REQUIRE(insert(database, row));
        REQUIRE(insert(database, account("id-2", std::nullopt, "001K00001")));
        CHECK(who(database, "Max75") == Ids{"id-1"});
        CHECK(who(database, "MAX@example.org") == Ids{"id-1"});
        CHECK(who(database, "id-1") == Ids{"id-1"});
        CHECK(who(database, "001K00001") == Ids{"id-1", "id-2"});
        CHECK(who(database, "nobody").empty());
    });
}

TEST_CASE("accounts are listed page by page in the order they were made")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        for (auto const* id : {"c", "a", "b"}) // all at the same moment: then by id
            REQUIRE(insert(database, account(id, std::nullopt)));
        auto first = account("z", std::nullopt);
        first.created_at = noon - one_ms;
        REQUIRE(insert(database, first));
        CHECK(page(database, "", 2) == Ids{"z", "a"});
        CHECK(page(database, "a", 2) == Ids{"b", "c"});
        CHECK(page(database, "c", 2).empty());
    });
}

TEST_CASE("password, language, confirmation and disabling change one account and say whether it was there")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        REQUIRE(insert(database, account("a", "a@example.org")));
        REQUIRE(insert(database, account("b", std::nullopt, "b")));
        auto const later = noon + hour;
        database.write([&](Connection& db) {
            CHECK(accounts::set_password(db, "a", Bytes{1, 0, 2}, later));
            CHECK(accounts::set_language(db, "a", "uk", later));
            CHECK(accounts::set_email_verified(db, "a", later));
            CHECK(accounts::set_email_verified(db, "a", later + hour)); // the first confirmation counts
            CHECK(accounts::set_disabled(db, "a", later, later));
            CHECK_FALSE(accounts::set_email_verified(db, "b", later)); // has no address
            CHECK_FALSE(accounts::set_password(db, "c", Bytes{1}, later));
            CHECK_FALSE(accounts::set_language(db, "c", "uk", later));
            CHECK_FALSE(accounts::set_email_verified(db, "c", later));
            CHECK_FALSE(accounts::set_disabled(db, "c", later, later));
        });
        auto const load = [&](std::string_view id) {
            return database.read([&](Connection& db) { return accounts::find(db, id).value(); });
        };
        auto const a = load("a");
        CHECK(a.password_hash == Bytes{1, 0, 2});
        CHECK(a.password_changed_at == later);
        CHECK(a.language == "uk");
        CHECK(a.email_verified_at == later);
        CHECK(a.disabled_at == later);
        CHECK_FALSE(load("b").password_hash);
        database.write([&](Connection& db) { CHECK(accounts::set_disabled(db, "a", std::nullopt, later)); });
        CHECK_FALSE(load("a").disabled_at);
    });
}

TEST_CASE("a removed account takes everything of it along and sets its names free")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        insert_max_and_portal(database);
        database.write([](Connection& db) {
            sessions::insert(db, session("sid_1", "max"));
            mail_links::insert(db, mail_link("link"));
            authorization_codes::insert(db, code("code"));
            refresh_tokens::insert(db, refresh_token("token"));
            consents::save(db, "max", "portal", "openid", noon);
            CHECK(accounts::remove(db, "max"));
            CHECK_FALSE(accounts::remove(db, "max"));
        });
        database.read([](Connection& db) {
            CHECK_FALSE(sessions::find_live_by_id(db, "sid_1", noon));
            CHECK_FALSE(mail_links::find(db, MailLinkKind::confirm_email, hash_of("link")));
            CHECK_FALSE(authorization_codes::find(db, hash_of("code")));
            CHECK_FALSE(refresh_tokens::find(db, hash_of("token")));
            CHECK_FALSE(consents::find(db, "max", "portal"));
            CHECK_FALSE(grants::find_live(db, "grant", noon));
        });
        CHECK(insert(database, account("next", "max@example.org")));
    });
}

TEST_CASE("a registration nobody confirmed goes once its newest link has ended before the moment given")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        database.write([](Connection& db) {
            REQUIRE(accounts::insert(db, account("max", "max@example.org")));
            mail_links::insert(db, mail_link("old"));
            auto newest = mail_link("newest");
            newest.expires_at = noon + 2 * hour;
            mail_links::insert(db, newest);
        });
        auto const remove = [&](Instant before) {
            return database.write([&](Connection& db) { return accounts::remove_unconfirmed(db, before); });
        };
        CHECK(remove(noon + 2 * hour) == 0);
        CHECK(remove(noon + 2 * hour + one_ms) == 1);
        CHECK(count_accounts(database) == 0);
    });
}

TEST_CASE("only registrations are taken for unconfirmed ones")
{
    on_each_engine([](TemporaryStore& store) {
        auto& database = store.database();
        auto with_password = account("password", "a@example.org");
        with_password.password_hash = Bytes{1};
        auto with_number = account("number", "b@example.org");
        with_number.customer_number = "001K00001";
        database.write([&](Connection& db) {
            REQUIRE(persons::insert(db, person("001K00001")));
            for (auto const& row : {with_password, with_number, verified("verified", "c@example.org"),
                                    account("name", "d@example.org", "d"), account("reset", "f@example.org")}) {
                REQUIRE(accounts::insert(db, row));
                auto link = mail_link("link of " + row.id, row.id);
                link.kind = row.id == "reset" ? MailLinkKind::reset_password : MailLinkKind::confirm_email;
                mail_links::insert(db, link);
            }
            REQUIRE(accounts::insert(db, account("no link", "e@example.org")));
            CHECK(accounts::remove_unconfirmed(db, noon + 1000 * hour) == 0);
        });
        CHECK(count_accounts(database) == 6);
    });
}

TEST_CASE("of many registrations of one address at the same moment one makes an account")
{
    on_each_engine([](TemporaryStore& store) {
        auto const made = count_true_in_parallel(32, [&, &database = store.database()](int i) {
            auto const address = i % 2 == 0 ? "max@example.org" : "MAX＠Example.org";
            return insert(database, account(std::to_string(i), address));
        });
        CHECK(made == 1);
        CHECK(count_accounts(store.database()) == 1);
    });
}

TEST_CASE("a username and an address that are the same, registered at the same moment, make one account")
{
    on_each_engine([](TemporaryStore& store) {
        auto const made = count_true_in_parallel(32, [&, &database = store.database()](int i) {
            auto const name = "max@example.org";
            return insert(database, i % 2 == 0 ? account(std::to_string(i), name)
                                               : account(std::to_string(i), std::nullopt, name));
        });
        CHECK(made == 1);
        CHECK(count_accounts(store.database()) == 1);
    });
}

TEST_CASE("of accounts that want each other's names at the same moment one is made")
{
    on_each_engine([](TemporaryStore& store) {
        auto const made = count_true_in_parallel(32, [&, &database = store.database()](int i) {
            auto const id = std::to_string(i);
            return insert(database, i % 2 == 0 ? account(id, "a@example.org", "b@example.org")
                                               : account(id, "b@example.org", "a@example.org"));
        });
        CHECK(made == 1);
    });
}

TEST_CASE("a cleared password is gone, and what was proved with it before counts no more")
{
    on_each_engine([](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([](Connection& db) {
            REQUIRE(accounts::set_password(db, "max", Bytes{1}, noon));
            CHECK(accounts::clear_password(db, "max", noon + hour));
            CHECK_FALSE(accounts::clear_password(db, "nobody", noon));
            CHECK_FALSE(accounts::find(db, "max")->password_hash);
            CHECK_FALSE(accounts::hold(db, "max", noon + hour - one_ms));
            CHECK(accounts::hold(db, "max", noon + hour));
        });
    });
}

} // namespace zugang::store::test
