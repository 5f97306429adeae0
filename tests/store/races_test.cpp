// What may happen once happens once, however many try at the same moment (CVE-2026-4282 and its kind).
#include "tests/store/support.hpp"

namespace zugang::store::test {
namespace {

constexpr int rivals = 100;

/// How many of 100 parallel `use(db, i)`, each a transaction of its own, said true.
template <class Use>
int count_winners(Database& database, Use const& use)
{
    return count_true_in_parallel(
        rivals, [&](int i) { return database.write([&](Connection& db) -> bool { return use(db, i); }); });
}

} // namespace

TEST_CASE("of 100 parallel redemptions of one code one succeeds")
{
    on_each_engine([](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([](Connection& db) { authorization_codes::insert(db, code("a")); });
        CHECK(count_winners(store.database(), [](Connection& db, int) {
                  return authorization_codes::redeem(db, hash_of("a"), "portal", noon).has_value();
              }) == 1);
    });
}

TEST_CASE("of 100 parallel redemptions of one mailed link one succeeds")
{
    on_each_engine([](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([](Connection& db) { mail_links::insert(db, mail_link("a")); });
        CHECK(count_winners(store.database(), [](Connection& db, int) {
                  return mail_links::redeem(db, MailLinkKind::confirm_email, hash_of("a"), noon).has_value();
              }) == 1);
    });
}

TEST_CASE("of 100 parallel rotations of one refresh token one succeeds, and one successor is there")
{
    on_each_engine([](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([](Connection& db) { refresh_tokens::insert(db, refresh_token("a")); });
        CHECK(count_winners(store.database(), [](Connection& db, int i) {
                  if (!refresh_tokens::rotate(db, hash_of("a"), "portal", noon))
                      return false;
                  refresh_tokens::insert(db, refresh_token("successor " + std::to_string(i)));
                  return true;
              }) == 1);
        auto const rows = store.database().read(
            [](Connection& db) { return db.query_one("SELECT COUNT(*) AS tokens FROM refresh_tokens").value(); });
        CHECK(rows.integer("tokens") == 2);
    });
}

TEST_CASE("of 100 parallel ends of one flow one succeeds")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) { sign_in_flows::insert(db, flow("a")); });
        CHECK(count_winners(store.database(), [](Connection& db, int i) {
                  return sign_in_flows::finish(db, "a", "sid_" + std::to_string(i), noon);
              }) == 1);
    });
}

TEST_CASE("of 100 pieces of evidence appended in parallel to the same state one succeeds")
{
    on_each_engine([](TemporaryStore& store) {
        store.database().write([](Connection& db) { sign_in_flows::insert(db, flow("a")); });
        CHECK(count_winners(store.database(), [](Connection& db, int i) {
                  auto row = flow("a");
                  row.evidence = "[" + std::to_string(i) + "]";
                  return sign_in_flows::update_evidence(db, row, "[]", noon);
              }) == 1);
    });
}

TEST_CASE("of 100 parallel ends of one session one succeeds")
{
    on_each_engine([](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([](Connection& db) { sessions::insert(db, session("a", "max")); });
        CHECK(count_winners(store.database(),
                            [](Connection& db, int) { return sessions::end(db, "a", noon).has_value(); }) == 1);
    });
}

TEST_CASE("a code redeemed while its grant is being revoked is refused or its grant is dead")
{
    on_each_engine([](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([](Connection& db) { authorization_codes::insert(db, code("a")); });
        count_winners(store.database(), [](Connection& db, int i) {
            if (i % 2 == 0)
                grants::revoke(db, "grant", noon);
            else
                (void)authorization_codes::redeem(db, hash_of("a"), "portal", noon);
            return true;
        });
        CHECK_FALSE(store.database().read([](Connection& db) { return grants::find_live(db, "grant", noon); }));
    });
}

TEST_CASE("two processes on one store redeem one code once")
{
    on_each_engine([](TemporaryStore& store) {
        insert_max_and_portal(store.database());
        store.database().write([](Connection& db) { authorization_codes::insert(db, code("a")); });
        auto const other = store.open(); // with a writer and locks of its own, like another process
        auto const winners = count_true_in_parallel(20, [&](int i) {
            auto& database = i % 2 == 0 ? store.database() : *other;
            return database.write([](Connection& db) {
                return authorization_codes::redeem(db, hash_of("a"), "portal", noon).has_value();
            });
        });
        CHECK(winners == 1);
    });
}

} // namespace zugang::store::test
