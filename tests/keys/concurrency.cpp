#include "doctest.h"
#include "keys/keyring.hpp"
#include "keys/password_hash.hpp"
#include "keys/seal.hpp"
#include "keys_support.hpp"
#include <atomic>
#include <thread>

namespace zugang::keys::test {
namespace {

/// Runs `work(number)` on four threads and waits.
template <class Work>
void on_four_threads(Work const& work)
{
    std::vector<std::thread> threads;
    for (int number = 0; number < 4; ++number)
        threads.emplace_back([&work, number] { work(number); });
    for (auto& thread : threads)
        thread.join();
}

} // namespace

TEST_CASE("four threads sign and verify with the same keys")
{
    std::atomic<int> wrong = 0;
    std::atomic<int> right = 0;
    on_four_threads([&](int number) {
        for (int i = 0; i < 40; ++i)
            for (auto const algorithm : all_algorithms) {
                auto const& key = key_of(algorithm);
                auto const payload = std::to_string(number) + ":" + std::to_string(i);
                auto const jws = parse_jws(sign_jws(key, "JWT", payload));
                auto const verified = verify_jws(*jws, key.public_key());
                (verified && *verified == payload ? right : wrong)++;
            }
    });
    CHECK(wrong == 0);
    CHECK(right == 4 * 40 * 5);
}

TEST_CASE("threads sign without a gap while the keyring is replaced under them")
{
    auto const fresh_set = [] {
        return KeySet{{{PrivateKey::generate(Algorithm::es256), KeyState::current, Instant{}, Instant{}}}};
    };
    Keyring ring{fresh_set()};
    std::atomic<int> wrong = 0;
    on_four_threads([&](int number) {
        for (int i = 0; i < 100; ++i) {
            if (number == 0) {
                ring.replace(fresh_set());
                continue;
            }
            auto const set = ring.snapshot();
            auto const jws = parse_jws(sign_jws(*set->find_current(Algorithm::es256), "JWT", "{}"));
            auto const* const key = set->find_public(jws->kid);
            if (key == nullptr || !verify_jws(*jws, *key))
                ++wrong;
        }
    });
    CHECK(wrong == 0);
}

TEST_CASE("four threads seal, open and hash with one sealer and one hasher")
{
    SystemRandom random;
    Sealer const sealer{Secret{std::string(32, 'x')}, random};
    PasswordHasher const hasher{{.memory_kib = 64, .iterations = 1}};
    auto const expected = sealer.keyed_hash("purpose", "message");
    auto const phc = hasher.hash(Secret{"Regenschirm"});
    std::atomic<int> wrong = 0;
    on_four_threads([&](int number) {
        auto const row = std::to_string(number);
        for (int i = 0; i < 50; ++i) {
            auto const opened = sealer.open(sealer.seal("geheim", {"t", "c", row}), {"t", "c", row});
            if (!opened || opened->reveal() != "geheim" || sealer.keyed_hash("purpose", "message") != expected ||
                !hasher.verify(Secret{"Regenschirm"}, phc))
                ++wrong;
        }
    });
    CHECK(wrong == 0);
}

} // namespace zugang::keys::test
