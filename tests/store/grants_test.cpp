// Grants, and the codes and refresh tokens that hang on them.
#include "store/migrate.hpp"
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

void on_each_with_grant(std::function<void(Database&)> const& test)
{
    on_each_engine([&](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        test(store.database());
    });
}

bool is_live(Database& database, std::string_view id, Instant now = noon)
{
    return database.read([&](Connection& db) { return grants::find_live(db, id, now); }).has_value();
}

} // namespace

TEST_CASE("a grant comes back as it was inserted")
{
    on_each_with_grant([](Database& database) {
        auto row = grant("a", "sid_9", "openid email");
        row.evidence = R"([{"method":"pwd"}])";
        row.nonce = "n";
        auto const found = database.write([&](Connection& db) {
            grants::insert(db, row);
            return grants::find_live(db, "a", noon);
        });
        REQUIRE(found);
        CHECK(found->client_id == "portal");
        CHECK(found->account_id == "max");
        CHECK(found->session_id == "sid_9");
        CHECK(found->scope == "openid email");
        CHECK(found->evidence == row.evidence);
        CHECK(found->auth_time == noon);
        CHECK(found->nonce == "n");
        CHECK(found->created_at == noon);
        CHECK(found->expires_at == noon + hour);
        CHECK_FALSE(found->revoked_at);
    });
}

TEST_CASE("a session knows every client it gave something to once, also what was revoked since")
{
    on_each_with_grant([](Database& database) {
        auto const clients = database.write([](Connection& db) {
            REQUIRE(clients::insert(db, client("app")));
            for (auto const* const id : {"a", "b", "c"}) {
                auto row = grant(id, "sid_9", "openid");
                row.client_id = id == std::string_view{"c"} ? "app" : "portal";
                grants::insert(db, row);
            }
            grants::insert(db, grant("d", "sid_10", "openid"));
            grants::revoke(db, "c", noon);
            return grants::clients_of_session(db, "sid_9");
        });
        CHECK(clients == std::vector<std::string>{"app", "portal"});
    });
}

TEST_CASE("a grant lives until its end, not at its end")
{
    on_each_with_grant([](Database& database) {
        CHECK(is_live(database, "grant", noon + hour - one_ms));
        CHECK_FALSE(is_live(database, "grant", noon + hour));
    });
}

TEST_CASE("a revoked grant and one of a disabled account are not live")
{
    on_each_with_grant([](Database& database) {
        database.write([](Connection& db) { REQUIRE(accounts::set_disabled(db, "max", noon, noon)); });
        CHECK_FALSE(is_live(database, "grant"));
        database.write([](Connection& db) { REQUIRE(accounts::set_disabled(db, "max", std::nullopt, noon)); });
        CHECK(is_live(database, "grant"));
        database.write([](Connection& db) { grants::revoke(db, "grant", noon); });
        CHECK_FALSE(is_live(database, "grant"));
    });
}

TEST_CASE("the end of a session revokes its grants, except those that outlive it, whatever their scope says")
{
    on_each_with_grant([](Database& database) {
        database.write([](Connection& db) {
            auto standing = grant("standing", "sid_2");
            standing.outlives_session = true;
            grants::insert(db, standing);
            grants::insert(db, grant("bound", "sid_2", "openid offline_access"));
            grants::insert(db, grant("online", "sid_2"));
            CHECK(grants::find_live(db, "standing", noon)->outlives_session);
            CHECK_FALSE(grants::find_live(db, "bound", noon)->outlives_session);
            CHECK(grants::revoke_of_session(db, "sid_2", noon) == 2);
            CHECK(grants::revoke_of_session(db, "sid_2", noon) == 0);
        });
        for (auto const* id : {"online", "bound"})
            CHECK_FALSE(is_live(database, id));
        for (auto const* id : {"standing", "grant"})
            CHECK(is_live(database, id));
    });
}

TEST_CASE(
    "grants from before the column existed outlive their session where the scope had the whole word offline_access")
{
    for (auto const engine : tests::engines()) {
        CAPTURE(tests::name_of(engine));
        TemporaryStore store{engine, TemporaryStore::Schema::empty};
        auto& database = store.database();
        auto steps = embedded_migrations();
        std::erase_if(steps, [](Migration const& step) { return step.name >= "0008"; });
        (void)migrate(database, steps, noon);
        database.write([](Connection& db) {
            db.execute("INSERT INTO accounts (id, language, created_at, updated_at) VALUES ('max', 'de', 1, 1)");
            db.execute("INSERT INTO clients (id, metadata, created_at, updated_at) VALUES ('portal', '{}', 1, 1)");
        });
        auto const insert = [&](Connection& db, std::string const& id, std::string const& scope) {
            db.execute("INSERT INTO grants (id, client_id, account_id, session_id, scope, evidence, auth_time,"
                       " created_at, expires_at) VALUES (:id, 'portal', 'max', 'sid', :scope, '[]', 1, 1, :end)",
                       {{"id", id}, {"scope", scope}, {"end", value_of(noon + hour)}});
        };
        database.write([&](Connection& db) {
            for (auto const* scope :
                 {"offline_access", "offline_access openid", "openid offline_access", "openid offline_access email",
                  "openid", "openid offline_accessory", "my_offline_access OFFLINE_ACCESS offlineXaccess"})
                insert(db, scope, scope);
        });
        (void)migrate(database, noon);
        database.read([](Connection& db) {
            for (auto const* scope :
                 {"offline_access", "offline_access openid", "openid offline_access", "openid offline_access email"})
                CHECK(grants::find_live(db, scope, noon)->outlives_session);
            for (auto const* scope :
                 {"openid", "openid offline_accessory", "my_offline_access OFFLINE_ACCESS offlineXaccess"})
                CHECK_FALSE(grants::find_live(db, scope, noon)->outlives_session);
        });
    }
}

TEST_CASE("all grants of an account are revoked, and nobody else's")
{
    on_each_with_grant([](Database& database) {
        database.write([](Connection& db) {
            REQUIRE(accounts::insert(db, account("erika", "erika@example.org")));
            auto other = grant("other");
            other.account_id = "erika";
            grants::insert(db, other);
            grants::insert(db, grant("offline", "sid_1", "offline_access"));
            CHECK(grants::revoke_of_account(db, "max", noon) == 2);
        });
        CHECK_FALSE(is_live(database, "offline"));
        CHECK(is_live(database, "other"));
    });
}

TEST_CASE("an ended grant is removed with its codes and tokens")
{
    on_each_with_grant([](Database& database) {
        database.write([](Connection& db) {
            authorization_codes::insert(db, code("code"));
            refresh_tokens::insert(db, refresh_token("token"));
            CHECK(grants::remove_expired(db, noon + hour) == 0);
            CHECK(authorization_codes::find(db, hash_of("code")));
            CHECK(grants::remove_expired(db, noon + hour + one_ms) == 1);
            CHECK_FALSE(authorization_codes::find(db, hash_of("code")));
            CHECK_FALSE(refresh_tokens::find(db, hash_of("token")));
        });
    });
}

TEST_CASE("a code is redeemed once, by its client, before its end")
{
    on_each_with_grant([](Database& database) {
        database.write([](Connection& db) {
            auto row = code("a");
            row.code_challenge = "challenge";
            authorization_codes::insert(db, row);
            auto const redeem = [&](std::string_view client_id, Instant now) {
                return authorization_codes::redeem(db, hash_of("a"), client_id, now);
            };
            CHECK_FALSE(redeem("app", noon));
            CHECK_FALSE(redeem("portal", noon + hour));
            auto const redeemed = redeem("portal", noon + hour - one_ms);
            REQUIRE(redeemed);
            CHECK(redeemed->code_hash == row.code_hash);
            CHECK(redeemed->grant_id == "grant");
            CHECK(redeemed->client_id == "portal");
            CHECK(redeemed->redirect_uri == row.redirect_uri);
            CHECK(redeemed->code_challenge == "challenge");
            CHECK(redeemed->used_at == noon + hour - one_ms);
            CHECK_FALSE(redeem("portal", noon));
            CHECK_FALSE(authorization_codes::redeem(db, hash_of("b"), "portal", noon));
        });
    });
}

TEST_CASE("a used code is remembered until it is removed")
{
    on_each_with_grant([](Database& database) {
        database.write([](Connection& db) {
            authorization_codes::insert(db, code("a"));
            REQUIRE(authorization_codes::redeem(db, hash_of("a"), "portal", noon));
            CHECK(authorization_codes::find(db, hash_of("a"))->used_at == noon);
            CHECK(authorization_codes::remove_expired(db, noon + hour) == 0);
            CHECK(authorization_codes::remove_expired(db, noon + hour + one_ms) == 1);
        });
    });
}

TEST_CASE("a refresh token is rotated once, by its client, before its end")
{
    on_each_with_grant([](Database& database) {
        database.write([](Connection& db) {
            refresh_tokens::insert(db, refresh_token("a"));
            auto const rotate = [&](std::string_view client_id, Instant now) {
                return refresh_tokens::rotate(db, hash_of("a"), client_id, now);
            };
            CHECK_FALSE(rotate("app", noon));
            CHECK_FALSE(rotate("portal", noon + hour));
            auto const rotated = rotate("portal", noon + hour - one_ms);
            REQUIRE(rotated);
            CHECK(rotated->grant_id == "grant");
            CHECK(rotated->rotated_at == noon + hour - one_ms);
            CHECK_FALSE(rotate("portal", noon));
            CHECK(refresh_tokens::find(db, hash_of("a"))->rotated_at);
            CHECK_FALSE(refresh_tokens::rotate(db, hash_of("b"), "portal", noon));
        });
    });
}

TEST_CASE("a refresh token is removed a moment after its end, rotated or not")
{
    on_each_with_grant([](Database& database) {
        database.write([](Connection& db) {
            refresh_tokens::insert(db, refresh_token("a"));
            refresh_tokens::insert(db, refresh_token("b"));
            REQUIRE(refresh_tokens::rotate(db, hash_of("a"), "portal", noon));
            auto const end = refresh_tokens::find(db, hash_of("a"))->expires_at;
            CHECK(refresh_tokens::remove_expired(db, end) == 0);
            CHECK(refresh_tokens::remove_expired(db, end + one_ms) == 2);
        });
    });
}

TEST_CASE("signing out everywhere else keeps what this session gave, and revokes the rest, also what outlives sessions")
{
    on_each_engine([](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([](Connection& db) {
            sessions::insert(db, session("sid_1", "max"));
            sessions::insert(db, session("sid_2", "max"));
            auto own = grant("gr_own", "sid_1");
            auto other = grant("gr_other", "sid_2");
            other.outlives_session = true;
            grants::insert(db, own);
            grants::insert(db, other);
            CHECK(grants::revoke_of_others(db, "max", "sid_1", noon) == 1);
            CHECK(grants::find_live(db, "gr_own", noon));
            CHECK_FALSE(grants::find_live(db, "gr_other", noon));
        });
    });
}

} // namespace zugang::store::test
