#include "tests/store/support.hpp"
#include <limits>

namespace zugang::store::test {
namespace {

/// A store with an empty table `things`.
void on_each_with_things(std::function<void(Database&)> const& test)
{
    on_each_engine([&](TemporaryStore& store) {
        store.database().write([](Connection& db) {
            db.execute_script("CREATE TABLE things (name TEXT PRIMARY KEY, bytes BYTEA, number BIGINT, small SMALLINT);"
                              "CREATE TABLE parts (thing TEXT NOT NULL REFERENCES things (name))");
        });
        test(store.database());
    });
}

void insert_thing(Connection& db, std::string const& name, Value bytes, Value number)
{
    db.execute("INSERT INTO things (name, bytes, number) VALUES (:name, :bytes, :number)",
               {{"name", name}, {"bytes", std::move(bytes)}, {"number", std::move(number)}});
}

Row thing(Database& database, std::string const& name)
{
    return database.read([&](Connection& db) {
        return db.query_one("SELECT bytes, number, name FROM things WHERE name = :name", {{"name", name}}).value();
    });
}

template <class Problem, class F>
void check_write_throws(Database& database, F const& f)
{
    CHECK_THROWS_AS(database.write([&](Connection& db) { f(db); }), Problem);
}

} // namespace

TEST_CASE("parameters are bound by name, in any order and as often as they stand there")
{
    on_each_with_things([](Database& database) {
        database.write([](Connection& db) {
            db.execute("INSERT INTO things (name, number) VALUES (:name, :number)", {{"number", 7}, {"name", "a"}});
            db.execute("INSERT INTO things (number, name) VALUES (:number, :name)", {{"name", "b"}, {"number", 8}});
        });
        CHECK(thing(database, "a").integer("number") == 7);
        CHECK(thing(database, "b").integer("number") == 8);
        auto const rows = database.read([](Connection& db) {
            return db.query("SELECT name FROM things WHERE number = :n OR (number > :n AND name = :name) ORDER BY name",
                            {{"name", "b"}, {"n", 7}});
        });
        CHECK(rows.size() == 2);
    });
}

TEST_CASE("a name inside a quoted text is text")
{
    on_each_with_things([](Database& database) {
        auto const row = database.read([](Connection& db) {
            return db.query_one("SELECT ':name' AS text, CAST(:name AS TEXT) AS name", {{"name", "it's :text"}})
                .value();
        });
        CHECK(row.text("text") == ":name");
        CHECK(row.text("name") == "it's :text");
    });
}

TEST_CASE("bytes come back exactly, whatever they are")
{
    on_each_with_things([](Database& database) {
        Bytes all;
        for (int byte = 0; byte < 256; ++byte)
            all.push_back(static_cast<std::uint8_t>(byte));
        database.write([&](Connection& db) {
            insert_thing(db, "all", all, Null{});
            insert_thing(db, "nul", Bytes{0}, Null{});
            insert_thing(db, "escapes", hash_of("\\x00 \\000 '"), Null{});
            insert_thing(db, "large", Bytes(1'000'000, 0xff), Null{});
        });
        CHECK(thing(database, "all").blob("bytes") == all);
        CHECK(thing(database, "nul").blob("bytes") == Bytes{0});
        CHECK(thing(database, "escapes").blob("bytes") == hash_of("\\x00 \\000 '"));
        CHECK(thing(database, "large").blob("bytes") == Bytes(1'000'000, 0xff));
    });
}

TEST_CASE("no bytes at all are not the same as nothing")
{
    on_each_with_things([](Database& database) {
        database.write([](Connection& db) {
            insert_thing(db, "empty", Bytes{}, Null{});
            insert_thing(db, "null", Null{}, Null{});
        });
        CHECK(thing(database, "empty").blob("bytes").empty());
        CHECK_FALSE(thing(database, "empty").is_null("bytes"));
        CHECK(thing(database, "null").is_null("bytes"));
        CHECK(thing(database, "null").optional_blob("bytes") == std::nullopt);
        CHECK(thing(database, "null").optional_instant("number") == std::nullopt);
    });
}

TEST_CASE("integers keep all 64 bits")
{
    on_each_with_things([](Database& database) {
        using Limits = std::numeric_limits<std::int64_t>;
        for (auto const number : {Limits::min(), Limits::max(), std::int64_t{0}, std::int64_t{-1}, std::int64_t{-129},
                                  (std::int64_t{1} << 53) + 1}) {
            database.write([&](Connection& db) {
                db.execute("DELETE FROM things");
                insert_thing(db, "n", Null{}, number);
            });
            CHECK(thing(database, "n").integer("number") == number);
        }
    });
}

TEST_CASE("small integers and truth values are integers")
{
    on_each_with_things([](Database& database) {
        database.write([](Connection& db) {
            db.execute("INSERT INTO things (name, small) VALUES (:a, :yes), (:b, :negative)",
                       {{"a", "a"}, {"b", "b"}, {"yes", value_of(true)}, {"negative", -3}});
        });
        auto const rows = database.read(
            [](Connection& db) { return db.query("SELECT small, small > 0 AS positive FROM things ORDER BY name"); });
        REQUIRE(rows.size() == 2);
        CHECK(rows[0].flag("small"));
        CHECK(rows[0].flag("positive"));
        CHECK(rows[1].integer("small") == -3);
        CHECK_FALSE(rows[1].flag("positive"));
    });
}

TEST_CASE("text keeps every character, also the empty text")
{
    on_each_with_things([](Database& database) {
        std::vector<std::string> const names{"", "Łódź ß İ ＠ 𝔘 '\"\\ $1 :x", std::string(2'000, 'x')};
        for (auto const& name : names) {
            database.write([&](Connection& db) { insert_thing(db, name, Null{}, Null{}); });
            CHECK(thing(database, name).text("name") == name);
        }
    });
}

TEST_CASE("text that PostgreSQL could not keep is refused by both engines")
{
    on_each_with_things([](Database& database) {
        for (auto const& text : {std::string("a\0b", 3), std::string("\xff"), std::string("\xc3")})
            check_write_throws<std::invalid_argument>(database,
                                                      [&](Connection& db) { insert_thing(db, text, Null{}, Null{}); });
    });
}

TEST_CASE("a parameter too many, too few, twice or not written :name is a wrong statement")
{
    on_each_with_things([](Database& database) {
        auto const refused = [&](std::string_view sql, Params params) {
            check_write_throws<std::logic_error>(database, [&](Connection& db) { (void)db.query(sql, params); });
        };
        refused("SELECT name FROM things WHERE name = :name", {});
        refused("SELECT name FROM things WHERE name = :name", {{"nam", "a"}});
        refused("SELECT name FROM things WHERE name = :name", {{"name", "a"}, {"other", "b"}});
        refused("SELECT name FROM things WHERE name = :name AND number = :n", {{"name", "a"}, {"name", "b"}});
        refused("SELECT name FROM things WHERE name = ?", {{"name", "a"}});
        refused("SELECT name FROM things WHERE name = $1", {{"1", "a"}});
    });
}

TEST_CASE("a statement is one statement, and a right one")
{
    on_each_with_things([](Database& database) {
        for (auto const* sql : {"SELECT name FROM things; DELETE FROM things", "SELEKT 1", "SELECT nothing FROM things",
                                "SELECT name FROM nowhere", "SELECT \"missing\" FROM things", ""})
            check_write_throws<std::logic_error>(database, [&](Connection& db) { (void)db.query(sql); });
        CHECK(database.read([](Connection& db) { return db.query("SELECT name FROM things ; \n"); }).empty());
    });
}

TEST_CASE("a column that is not in the answer or has another type is a wrong statement")
{
    on_each_with_things([](Database& database) {
        database.write([](Connection& db) { insert_thing(db, "a", Bytes{1}, 1); });
        auto const row = thing(database, "a");
        CHECK_THROWS_AS((void)row.text("nam"), std::logic_error);
        CHECK_THROWS_AS((void)row.integer("name"), std::logic_error);
        CHECK_THROWS_AS((void)row.text("number"), std::logic_error);
        CHECK_THROWS_AS((void)row.text("bytes"), std::logic_error);
        CHECK_THROWS_AS((void)row.blob("name"), std::logic_error);
        CHECK_THROWS_AS((void)database.read([](Connection& db) { return db.query("SELECT 0.5 AS half"); }),
                        std::logic_error);
    });
}

TEST_CASE("execute tells how many rows it changed, and no former statement's")
{
    on_each_with_things([](Database& database) {
        database.write([](Connection& db) {
            insert_thing(db, "a", Null{}, 1);
            insert_thing(db, "b", Null{}, 2);
            CHECK(db.execute("UPDATE things SET number = number + 1") == 2);
            CHECK(db.execute("UPDATE things SET number = 0 WHERE name = 'c'") == 0);
            CHECK(db.execute("UPDATE things SET number = 9 RETURNING name") == 2);
            CHECK(db.execute("CREATE TABLE more (x BIGINT)") == 0);
            CHECK(db.execute("SELECT name FROM things") == 0);
            CHECK(db.execute("INSERT INTO things (name) VALUES ('a') ON CONFLICT DO NOTHING") == 0);
            CHECK(db.execute("DELETE FROM things") == 2);
        });
    });
}

TEST_CASE("a unique key or foreign key that refuses a row is a ConstraintViolation, a missing value is not")
{
    on_each_with_things([](Database& database) {
        database.write([](Connection& db) { insert_thing(db, "a", Null{}, Null{}); });
        check_write_throws<ConstraintViolation>(database,
                                                [](Connection& db) { insert_thing(db, "a", Null{}, Null{}); });
        check_write_throws<ConstraintViolation>(
            database, [](Connection& db) { db.execute("INSERT INTO parts (thing) VALUES ('b')"); });
        check_write_throws<std::logic_error>(
            database, [](Connection& db) { db.execute("INSERT INTO parts (thing) VALUES (NULL)"); });
    });
}

TEST_CASE("the message of a ConstraintViolation does not quote the value")
{
    on_each_with_things([](Database& database) {
        database.write([](Connection& db) { insert_thing(db, "max@example.org", Null{}, Null{}); });
        try {
            database.write([](Connection& db) { insert_thing(db, "max@example.org", Null{}, Null{}); });
            FAIL("inserted twice");
        } catch (ConstraintViolation const& problem) {
            CHECK(std::string(problem.what()).find("max@") == std::string::npos);
        }
    });
}

TEST_CASE("an unknown scheme, a store without a place and one in memory are refused")
{
    for (auto const* url : {"", "mysql://localhost/zugang", "sqlite:", "sqlite::memory:", "/var/lib/zugang.db"})
        CHECK_THROWS_AS((void)Database::open(url), std::invalid_argument);
}

} // namespace zugang::store::test
