#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

void on_each_with_flow(std::function<void(Database&)> const& test)
{
    on_each_engine([&](TemporaryStore& store) {
        store.database().write([](Connection& db) { sign_in_flows::insert(db, flow("a")); });
        test(store.database());
    });
}

SignInFlow load(Database& database)
{
    return database.read([](Connection& db) { return sign_in_flows::find(db, "a").value(); });
}

bool append(Database& database, std::string evidence, std::string_view former, Instant now)
{
    auto row = flow("a");
    row.evidence = std::move(evidence);
    row.account_id = "max";
    return database.write([&](Connection& db) { return sign_in_flows::update_evidence(db, row, former, now); });
}

bool finish(Database& database, std::string_view session_id, Instant now)
{
    return database.write([&](Connection& db) { return sign_in_flows::finish(db, "a", session_id, now); });
}

} // namespace

TEST_CASE("a flow comes back as it was inserted")
{
    on_each_engine([](TemporaryStore& store) {
        auto row = flow("a");
        row.account_id = "max";
        row.session_id = "sid_1";
        row.registered_email = "max@example.org";
        row.finished_at = noon + one_ms;
        store.database().write([&](Connection& db) { sign_in_flows::insert(db, row); });
        auto const found = load(store.database());
        CHECK(found.browser_hash == row.browser_hash);
        CHECK(found.request == row.request);
        CHECK(found.evidence == row.evidence);
        CHECK(found.account_id == row.account_id);
        CHECK(found.session_id == row.session_id);
        CHECK(found.registered_email == row.registered_email);
        CHECK(found.created_at == row.created_at);
        CHECK(found.expires_at == row.expires_at);
        CHECK(found.finished_at == row.finished_at);
    });
}

TEST_CASE("who signs out takes from the browser's open flows what they have proved, and from no other's")
{
    on_each_with_flow([](Database& database) {
        auto const put = [&](std::string id, Bytes browser) {
            auto row = flow(id);
            row.browser_hash = std::move(browser);
            row.evidence = "[1]";
            database.write([&](Connection& db) { sign_in_flows::insert(db, row); });
        };
        auto const evidence_of = [&](std::string_view id) {
            return database.read([&](Connection& db) { return sign_in_flows::find(db, id).value().evidence; });
        };
        put("open", Bytes(32, 1));
        put("finished", Bytes(32, 1));
        put("other", Bytes(32, 2));
        database.write([](Connection& db) {
            CHECK(sign_in_flows::finish(db, "finished", "sid", noon));
            sign_in_flows::forget_evidence_of(db, Bytes(32, 1));
        });
        CHECK(evidence_of("open") == "[]");
        CHECK(evidence_of("finished") == "[1]");
        CHECK(evidence_of("other") == "[1]");
        database.write([](Connection& db) {
            sign_in_flows::forget_evidence(db, "other");
            sign_in_flows::forget_evidence(db, "finished");
        });
        CHECK(evidence_of("other") == "[]");
        CHECK(evidence_of("finished") == "[1]");
    });
}

TEST_CASE("a flow's id is compared exactly, and one that is no text finds nothing")
{
    on_each_with_flow([](Database& database) {
        database.read([](Connection& db) {
            CHECK_FALSE(sign_in_flows::find(db, "A"));
            CHECK_FALSE(sign_in_flows::find(db, std::string_view("a\0", 2)));
            CHECK_FALSE(sign_in_flows::find(db, "\xff"));
        });
    });
}

TEST_CASE("evidence is appended only to what was read")
{
    on_each_with_flow([](Database& database) {
        CHECK(append(database, "[1]", "[]", noon));
        CHECK(load(database).account_id == "max");
        CHECK_FALSE(append(database, "[2]", "[]", noon));
        CHECK(load(database).evidence == "[1]");
        CHECK(append(database, "[1,2]", "[1]", noon));
    });
}

TEST_CASE("evidence is appended until the flow ends, not at its end")
{
    on_each_with_flow([](Database& database) {
        CHECK_FALSE(append(database, "[1]", "[]", noon + hour));
        CHECK(append(database, "[1]", "[]", noon + hour - one_ms));
    });
}

TEST_CASE("a flow is finished once, and then takes no more evidence")
{
    on_each_with_flow([](Database& database) {
        CHECK(finish(database, "sid_1", noon));
        CHECK_FALSE(finish(database, "sid_2", noon));
        CHECK(load(database).session_id == "sid_1");
        CHECK(load(database).finished_at == noon);
        CHECK_FALSE(append(database, "[1]", "[]", noon));
    });
}

TEST_CASE("a flow can be finished until it ends, not at its end")
{
    on_each_with_flow([](Database& database) {
        CHECK_FALSE(finish(database, "sid_1", noon + hour));
        CHECK(finish(database, "sid_1", noon + hour - one_ms));
    });
}

TEST_CASE("the address of a registration is remembered and nothing else changes")
{
    on_each_with_flow([](Database& database) {
        database.write([](Connection& db) { sign_in_flows::set_registered_email(db, "a", "max@example.org"); });
        CHECK(load(database).registered_email == "max@example.org");
        CHECK(load(database).evidence == "[]");
        CHECK_FALSE(load(database).finished_at);
    });
}

TEST_CASE("flows that ended before the moment given are removed")
{
    on_each_with_flow([](Database& database) {
        database.write([](Connection& db) {
            CHECK(sign_in_flows::remove_expired(db, noon + hour) == 0);
            CHECK(sign_in_flows::remove_expired(db, noon + hour + one_ms) == 1);
            CHECK_FALSE(sign_in_flows::find(db, "a"));
        });
    });
}

} // namespace zugang::store::test
