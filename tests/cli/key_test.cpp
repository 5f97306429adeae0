#include "idp/call/key_store.hpp"
#include "store/signing_keys.hpp"
#include "tests/cli/support.hpp"
#include <algorithm>
#include <barrier>
#include <thread>

using zugang::Instant;
using zugang::Json;
using zugang::idp::cli::testing::on_each_store;
using zugang::idp::cli::testing::Rig;
using zugang::keys::Algorithm;
using zugang::keys::KeyManagement;
namespace idp = zugang::idp;
namespace keys = zugang::keys;
namespace store = zugang::store;

namespace {

Instant const start{std::chrono::hours{500000}};
std::vector<keys::KeyKind> const two_algorithms{Algorithm::es256, Algorithm::eddsa};

std::vector<store::SigningKeyRow> list_keys(Rig& rig)
{
    return rig.database().read([](store::Connection& db) { return store::signing_keys::list(db); });
}

/// Kids of an algorithm in a state.
std::vector<std::string> kids(Rig& rig, std::string_view algorithm, std::string_view state)
{
    std::vector<std::string> found;
    for (auto const& key : list_keys(rig))
        if (key.algorithm == algorithm && key.state == state)
            found.push_back(key.kid);
    return found;
}

/// Runs the same work in several threads that begin together.
template <class F>
void at_once(int threads, F const& work)
{
    std::barrier gate(threads);
    std::vector<std::jthread> running;
    for (int i = 0; i < threads; ++i)
        running.emplace_back([&] {
            gate.arrive_and_wait();
            work();
        });
}

} // namespace

TEST_CASE("missing keys are made once, sealed")
{
    on_each_store([](Rig& rig) {
        auto const sealer = rig.sealer();
        CHECK(idp::create_missing_keys(rig.database(), sealer, two_algorithms, start));
        CHECK(!idp::create_missing_keys(rig.database(), sealer, two_algorithms, start));
        CHECK(kids(rig, "ES256", "current").size() == 1);
        CHECK(kids(rig, "EdDSA", "current").size() == 1);
        auto const set = idp::load_keys(rig.database(), sealer);
        REQUIRE(set.find_current(Algorithm::es256) != nullptr);
        auto const der = set.find_current(Algorithm::es256)->to_pkcs8();
        for (auto const& row : list_keys(rig))
            CHECK(std::ranges::search(row.private_key, der.bytes()).empty());
        CHECK(set.find_public(kids(rig, "EdDSA", "current").front()) != nullptr);
        CHECK(set.find_current(Algorithm::rs256) == nullptr);
    });
}

TEST_CASE("keys do not open with another master key or in another row")
{
    on_each_store([](Rig& rig) {
        std::ignore = idp::create_missing_keys(rig.database(), rig.sealer(), two_algorithms, start);
        zugang::SystemRandom random;
        keys::Sealer const other{zugang::Secret{std::string(32, 'x')}, random};
        CHECK_THROWS_AS(std::ignore = idp::load_keys(rig.database(), other), std::runtime_error);
        auto rows = list_keys(rig);
        rig.database().write([&](store::Connection& db) {
            CHECK(store::signing_keys::remove(db, rows[0].kid));
            rows[0].kid = "another";
            store::signing_keys::insert(db, rows[0]);
        });
        CHECK_THROWS_AS(std::ignore = idp::load_keys(rig.database(), rig.sealer()), std::runtime_error);
    });
}

TEST_CASE("keys for decryption are made, sealed, loaded, rotated and dropped beside those for signing")
{
    on_each_store([](Rig& rig) {
        auto const sealer = rig.sealer();
        std::vector<keys::KeyKind> const kinds{Algorithm::es256, KeyManagement::ecdh_es, KeyManagement::rsa_oaep_256};
        CHECK(idp::create_missing_keys(rig.database(), sealer, kinds, start));
        CHECK(!idp::create_missing_keys(rig.database(), sealer, kinds, start));
        auto const first = kids(rig, "ECDH-ES", "current");
        REQUIRE(first.size() == 1);
        CHECK(kids(rig, "RSA-OAEP-256", "current").size() == 1);
        auto const set = idp::load_keys(rig.database(), sealer);
        CHECK(set.keys().size() == 1);
        CHECK(set.decryption_keys().size() == 2);
        CHECK(set.find_public(first.front()) == nullptr); // it signs nothing
        zugang::SystemRandom random;
        auto const own = std::ranges::find(set.decryption_keys(), first.front(),
                                           [](auto const& each) { return each.key.public_key().kid(); });
        REQUIRE(own != set.decryption_keys().end());
        auto const to_first =
            keys::encrypt_jwe(own->key.public_key(), {KeyManagement::ecdh_es_a128kw, keys::ContentEncryption::a128gcm},
                              "", "geheim", random);
        CHECK(set.decrypt(to_first).value() == "geheim");

        idp::rotate_key(rig.database(), sealer, KeyManagement::ecdh_es, /*at_once=*/true, start);
        CHECK(kids(rig, "ECDH-ES", "current") != first);
        CHECK(kids(rig, "ECDH-ES", "retired") == first);
        auto const rotated = idp::load_keys(rig.database(), sealer);
        CHECK(rotated.jwks().find(first.front()) == std::string::npos);
        CHECK(rotated.decrypt(to_first).value() == "geheim"); // a client may have kept the former set
        keys::RotationPolicy const policy;
        CHECK(!idp::rotate_by_age(rig.database(), sealer, policy, start + policy.retired_for));
        CHECK(idp::rotate_by_age(rig.database(), sealer, policy,
                                 start + policy.retired_for + std::chrono::milliseconds{1}));
        CHECK(kids(rig, "ECDH-ES", "retired").empty());
        CHECK(!idp::load_keys(rig.database(), sealer).decrypt(to_first));
    });
}

TEST_CASE("servers that start at once make one key")
{
    on_each_store([](Rig& rig) {
        auto const sealer = rig.sealer();
        std::ignore = list_keys(rig);
        at_once(4, [&] { std::ignore = idp::create_missing_keys(rig.database(), sealer, {Algorithm::es256}, start); });
        CHECK(list_keys(rig).size() == 1);
    });
}

TEST_CASE("a rotation publishes a next key and keeps the current one")
{
    on_each_store([](Rig& rig) {
        auto const sealer = rig.sealer();
        std::ignore = idp::create_missing_keys(rig.database(), sealer, two_algorithms, start);
        auto const current = kids(rig, "ES256", "current");
        idp::rotate_key(rig.database(), sealer, Algorithm::es256, /*at_once=*/false, start);
        CHECK(kids(rig, "ES256", "current") == current);
        CHECK(kids(rig, "ES256", "next").size() == 1);
        idp::rotate_key(rig.database(), sealer, Algorithm::es256, /*at_once=*/false, start);
        CHECK(kids(rig, "ES256", "next").size() == 1);
        CHECK(kids(rig, "EdDSA", "next").empty());
    });
}

TEST_CASE("a rotation at once signs with the next key and keeps the former one to verify")
{
    on_each_store([](Rig& rig) {
        auto const sealer = rig.sealer();
        std::ignore = idp::create_missing_keys(rig.database(), sealer, {Algorithm::es256}, start);
        auto const first = kids(rig, "ES256", "current");
        idp::rotate_key(rig.database(), sealer, Algorithm::es256, /*at_once=*/false, start);
        auto const next = kids(rig, "ES256", "next");
        idp::rotate_key(rig.database(), sealer, Algorithm::es256, /*at_once=*/true, start);
        CHECK(kids(rig, "ES256", "current") == next);
        CHECK(kids(rig, "ES256", "retired") == first);
        CHECK(kids(rig, "ES256", "next").empty());
        idp::rotate_key(rig.database(), sealer, Algorithm::es256, /*at_once=*/true, start);
        CHECK(kids(rig, "ES256", "current") != next);
        CHECK(kids(rig, "ES256", "retired").size() == 2);
        CHECK(idp::load_keys(rig.database(), sealer).find_public(first.front()) != nullptr);
    });
}

TEST_CASE("two processes that rotate at once make one rotation")
{
    on_each_store([](Rig& rig) {
        auto const sealer = rig.sealer();
        std::ignore = idp::create_missing_keys(rig.database(), sealer, {Algorithm::es256}, start);
        at_once(4, [&] { idp::rotate_key(rig.database(), sealer, Algorithm::es256, /*at_once=*/false, start); });
        CHECK(kids(rig, "ES256", "next").size() == 1);
        CHECK(kids(rig, "ES256", "current").size() == 1);
        auto const policy = keys::RotationPolicy{};
        auto const due = start + policy.active + policy.published_before;
        at_once(4, [&] { std::ignore = idp::rotate_by_age(rig.database(), sealer, policy, due); });
        CHECK(kids(rig, "ES256", "current").size() == 1);
        CHECK(kids(rig, "ES256", "retired").size() == 1);
    });
}

TEST_CASE("age alone publishes, promotes and drops keys")
{
    on_each_store([](Rig& rig) {
        auto const sealer = rig.sealer();
        keys::RotationPolicy const policy;
        std::ignore = idp::create_missing_keys(rig.database(), sealer, {Algorithm::es256}, start);
        auto const first = kids(rig, "ES256", "current");
        auto const rotate = [&](Instant now) { return idp::rotate_by_age(rig.database(), sealer, policy, now); };
        CHECK(!rotate(start));
        auto now = start + policy.active;
        CHECK(rotate(now));
        while (kids(rig, "ES256", "retired").empty() && now < start + 2 * policy.active) {
            now += policy.published_before;
            std::ignore = rotate(now);
        }
        CHECK(kids(rig, "ES256", "retired") == first);
        CHECK(kids(rig, "ES256", "current").size() == 1);
        CHECK(rotate(now + policy.retired_for + std::chrono::minutes{1}));
        CHECK(kids(rig, "ES256", "retired").empty());
    });
}

TEST_CASE("a key in use is not retired, every other one is")
{
    on_each_store([](Rig& rig) {
        auto const sealer = rig.sealer();
        std::ignore = idp::create_missing_keys(rig.database(), sealer, {Algorithm::es256}, start);
        auto const first = kids(rig, "ES256", "current").front();
        CHECK(!idp::retire_key(rig.database(), first, start));
        CHECK(!idp::retire_key(rig.database(), "nothing", start));
        idp::rotate_key(rig.database(), sealer, Algorithm::es256, /*at_once=*/true, start);
        CHECK(idp::retire_key(rig.database(), first, start));
        CHECK(!idp::retire_key(rig.database(), first, start));
        idp::rotate_key(rig.database(), sealer, Algorithm::es256, /*at_once=*/false, start);
        CHECK(idp::retire_key(rig.database(), kids(rig, "ES256", "next").front(), start));
        CHECK(list_keys(rig).size() == 1);
    });
}

TEST_CASE("key commands rotate, list and retire")
{
    on_each_store([](Rig& rig) {
        CHECK(rig.run_json({"key", "list"}).items().empty());
        CHECK(rig.run_json({"key", "rotate"}).items().size() == 3); // the first keys of ES256, EdDSA and ECDH-ES
        CHECK(kids(rig, "ES256", "current").size() == 1);
        auto const former = kids(rig, "EdDSA", "current").front();
        auto const rotated = rig.run_json({"key", "rotate", "--now", "--algorithm", "EdDSA"});
        CHECK(rotated.items().size() == 2);
        CHECK(kids(rig, "EdDSA", "retired") == std::vector<std::string>{former});
        CHECK(kids(rig, "ES256", "retired").empty());
        rig.run_well({"key", "rotate", "--now", "--algorithm", "ECDH-ES"});
        CHECK(kids(rig, "ECDH-ES", "retired").size() == 1);
        rig.run_refused({"key", "rotate", "--algorithm", "RSA-OAEP-256"}); // not configured
        for (auto const& key : rig.run_json({"key", "list"}).items())
            CHECK(key.members().size() == 5);
        CHECK(rig.run_well({"key", "list"}).find(former) != std::string::npos);
        rig.run_refused({"key", "rotate", "--algorithm", "RS256"});
        rig.run_refused({"key", "retire", "--", kids(rig, "EdDSA", "current").front()});
        rig.run_well({"key", "retire", "--", former});
        CHECK(kids(rig, "EdDSA", "retired").empty());
    });
}

TEST_CASE("a key is not rotated with the wrong master key")
{
    Rig rig;
    rig.run_well({"migrate"});
    rig.run_well({"key", "rotate"});
    auto const file = rig.folder().file("keys/master.key");
    std::filesystem::remove(file);
    zugang::SystemRandom random;
    REQUIRE(keys::Sealer::create_master_key(file, random));
    CHECK(rig.run_refused({"key", "rotate"}).find("master key") != std::string::npos);
    CHECK(list_keys(rig).size() == 3);
}
