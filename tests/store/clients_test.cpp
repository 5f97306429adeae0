#include "tests/store/support.hpp"

namespace zugang::store::test {

TEST_CASE("a client is inserted once, found, changed, listed and removed")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) {
            auto row = client("portal");
            row.metadata = R"({"client_name":"Portal — Jobcenter"})";
            row.secret_hash = Bytes{0, 1};
            CHECK(clients::insert(db, row));
            CHECK_FALSE(clients::insert(db, client("portal")));
            auto const found = clients::find(db, "portal");
            REQUIRE(found);
            CHECK(found->metadata == row.metadata);
            CHECK(found->secret_hash == row.secret_hash);
            CHECK(found->created_at == noon);

            row.metadata = "{}";
            row.secret_hash.reset();
            row.updated_at = noon + one_ms;
            CHECK(clients::update(db, row));
            CHECK_FALSE(clients::update(db, client("app")));
            CHECK(clients::find(db, "portal")->metadata == "{}");
            CHECK_FALSE(clients::find(db, "portal")->secret_hash);
            CHECK(clients::find(db, "portal")->updated_at == noon + one_ms);

            CHECK(clients::insert(db, client("app")));
            REQUIRE(clients::list(db).size() == 2);
            CHECK(clients::list(db)[0].id == "app");
            CHECK(clients::remove(db, "portal"));
            CHECK_FALSE(clients::remove(db, "portal"));
            CHECK_FALSE(clients::find(db, "portal"));
        });
    });
}

TEST_CASE("a client's id is compared exactly, and one that is no text finds nothing")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) {
            REQUIRE(clients::insert(db, client("portal")));
            CHECK_FALSE(clients::find(db, "Portal"));
            CHECK_FALSE(clients::find(db, "portal "));
            CHECK_FALSE(clients::find(db, std::string_view("portal\0", 7)));
            CHECK_FALSE(clients::find(db, "\xc3"));
        });
    });
}

TEST_CASE("a removed client takes consents, grants, codes and tokens along")
{
    on_each_engine([](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([](Connection& db) {
            consents::save(db, "max", "portal", "openid", noon);
            authorization_codes::insert(db, code("code"));
            refresh_tokens::insert(db, refresh_token("token"));
            CHECK(clients::remove(db, "portal"));
            CHECK_FALSE(consents::find(db, "max", "portal"));
            CHECK_FALSE(grants::find_live(db, "grant", noon));
            CHECK_FALSE(authorization_codes::find(db, hash_of("code")));
            CHECK_FALSE(refresh_tokens::find(db, hash_of("token")));
        });
    });
}

TEST_CASE("a consent replaces the former one of the same account and client")
{
    on_each_engine([](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([](Connection& db) {
            CHECK_FALSE(consents::find(db, "max", "portal"));
            consents::save(db, "max", "portal", "openid email", noon);
            consents::save(db, "max", "portal", "openid", noon + one_ms);
            CHECK(consents::find(db, "max", "portal") == "openid");
            CHECK_FALSE(consents::find(db, "max", "app"));
        });
    });
}

TEST_CASE("a person is inserted once and found by the customer number")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) {
            Person const max{"001K00001",    "Max Mustermann",
                             "Max",          "Mustermann",
                             "1975-01-31",   "de",
                             "Köln",         "Musterstraße 1\n50667 Köln",
                             "+49221123456", noon};
            CHECK(persons::insert(db, max));
            CHECK_FALSE(persons::insert(db, person("001K00001")));
            auto const found = persons::find(db, "001K00001");
            REQUIRE(found);
            CHECK(found->name == max.name);
            CHECK(found->given_name == max.given_name);
            CHECK(found->family_name == max.family_name);
            CHECK(found->birth_date == max.birth_date);
            CHECK(found->language == max.language);
            CHECK(found->office == max.office);
            CHECK(found->address == max.address);
            CHECK(found->phone_number == max.phone_number);
            CHECK(found->created_at == noon);
            CHECK(persons::insert(db, person("001K00002")));
            CHECK_FALSE(persons::find(db, "001K00002")->name);
            CHECK_FALSE(persons::find(db, "001K00002")->address);
            CHECK_FALSE(persons::find(db, "001K00002")->phone_number);
            CHECK_FALSE(persons::find(db, "001k00001"));
            CHECK_FALSE(persons::find(db, "\xff"));
        });
    });
}

TEST_CASE("an account cannot have the customer number of a person who is not there")
{
    on_each_engine([](TemporaryStore& store) {
        auto row = account("a", "a@example.org");
        row.customer_number = "001K00009";
        CHECK_THROWS_AS((void)store.database().write([&](Connection& db) { return accounts::insert(db, row); }),
                        ConstraintViolation);
    });
}

} // namespace zugang::store::test
