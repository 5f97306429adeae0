#include "doctest.h"
#include "keys/keyring.hpp"
#include "keys_support.hpp"

namespace zugang::keys::test {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

Instant const rotation_now = from_seconds(1'800'000'000);
RotationPolicy const rotation_policy; // 90 days active, 24 hours published before, 25 hours retired
constexpr milliseconds tick{1};

SigningKey aged(Algorithm algorithm, KeyState state, Duration age)
{
    return {PrivateKey::generate(algorithm), state, rotation_now - age, rotation_now - age};
}

std::string kid_of(SigningKey const& key)
{
    return key.key.public_key().kid();
}

/// "promote ES256 <kid>, drop …" for a readable comparison.
std::string due(std::vector<SigningKey> keys, std::vector<OwnDecryptionKey> decryption_keys = {})
{
    KeySet const set{std::move(keys), std::move(decryption_keys)};
    std::string text;
    for (auto const& step : due_rotations(set, rotation_policy, rotation_now)) {
        switch (step.kind) {
        case RotationStep::Kind::add_next:
            text += "add_next ";
            break;
        case RotationStep::Kind::promote:
            text += "promote ";
            break;
        case RotationStep::Kind::drop:
            text += "drop ";
            break;
        }
        text += std::string(to_name(step.of)) + " " + step.kid + ";";
    }
    return text;
}

} // namespace

TEST_CASE("a current key without a next one gets it a day before it is 90 days old, not a moment earlier")
{
    CHECK(due({aged(Algorithm::es256, KeyState::current, hours{0})}).empty());
    CHECK(due({aged(Algorithm::es256, KeyState::current, days{89} - tick)}).empty());
    CHECK(due({aged(Algorithm::es256, KeyState::current, days{89})}) == "add_next ES256 ;");
    CHECK(due({aged(Algorithm::es256, KeyState::current, days{500})}) == "add_next ES256 ;");
}

TEST_CASE("a next key is promoted when the current one is 90 days old and it has been published for a day")
{
    struct Row {
        Duration current_age;
        Duration next_age;
        bool promoted;
    };
    for (auto const& row : {Row{days{90}, hours{24}, true}, Row{days{90} - tick, hours{24}, false},
                            Row{days{90}, hours{24} - tick, false}, Row{days{200}, hours{24} - tick, false},
                            Row{days{200}, hours{24}, true}, Row{days{1}, days{30}, false}}) {
        std::vector<SigningKey> keys{aged(Algorithm::es256, KeyState::current, row.current_age),
                                     aged(Algorithm::es256, KeyState::next, row.next_age)};
        auto const expected = row.promoted ? "promote ES256 " + kid_of(keys[1]) + ";" : std::string{};
        CHECK(due(keys) == expected);
    }
}

TEST_CASE("while a next key waits no second one is added")
{
    CHECK(due({aged(Algorithm::es256, KeyState::current, days{89} + hours{1}),
               aged(Algorithm::es256, KeyState::next, hours{1})})
              .empty());
}

TEST_CASE("a retired key is dropped when it is older than 25 hours, not at 25 hours")
{
    std::vector<SigningKey> keys{aged(Algorithm::es256, KeyState::current, hours{1}),
                                 aged(Algorithm::es256, KeyState::retired, hours{25})};
    CHECK(due(keys).empty());
    keys[1] = aged(Algorithm::es256, KeyState::retired, hours{25} + tick);
    CHECK(due(keys) == "drop ES256 " + kid_of(keys[1]) + ";");
}

TEST_CASE("what counts is the time in the present state, not the key's age")
{
    std::vector<SigningKey> keys{aged(Algorithm::es256, KeyState::current, hours{1}),
                                 aged(Algorithm::es256, KeyState::retired, hours{1})};
    keys[0].created_at = rotation_now - days{100};
    keys[1].created_at = rotation_now - days{200};
    CHECK(due(keys).empty());
}

TEST_CASE("ES256 is always held: an empty set gets it")
{
    CHECK(due({}) == "add_next ES256 ;");
    CHECK(due({aged(Algorithm::eddsa, KeyState::current, hours{1})}) == "add_next ES256 ;");
}

TEST_CASE("a next key without any current one is promoted at once")
{
    std::vector<SigningKey> const keys{aged(Algorithm::es256, KeyState::next, hours{0})};
    CHECK(due(keys) == "promote ES256 " + kid_of(keys[0]) + ";");
}

TEST_CASE("each algorithm rotates for itself")
{
    std::vector<SigningKey> keys{
        aged(Algorithm::es256, KeyState::current, days{10}),  aged(Algorithm::es384, KeyState::current, days{90}),
        aged(Algorithm::eddsa, KeyState::current, days{90}),  aged(Algorithm::eddsa, KeyState::next, days{2}),
        aged(Algorithm::es384, KeyState::retired, hours{26}),
    };
    auto const promoted = kid_of(keys[3]);
    auto const dropped = kid_of(keys[4]);
    CHECK(due(keys) == "add_next ES384 ;promote EdDSA " + promoted + ";drop ES384 " + dropped + ";");
}

TEST_CASE("an algorithm that only has a retired key left is not brought back")
{
    CHECK(
        due({aged(Algorithm::es256, KeyState::current, hours{1}), aged(Algorithm::es384, KeyState::retired, hours{1})})
            .empty());
}

TEST_CASE("of two next keys the one published longer is promoted")
{
    std::vector<SigningKey> const keys{aged(Algorithm::es256, KeyState::next, days{1}),
                                       aged(Algorithm::es256, KeyState::next, days{2}),
                                       aged(Algorithm::es256, KeyState::current, days{90})};
    CHECK(due(keys) == "promote ES256 " + kid_of(keys[1]) + ";");
}

TEST_CASE("a clock that went back demands nothing")
{
    CHECK(due({aged(Algorithm::es256, KeyState::current, -days{10}),
               aged(Algorithm::es256, KeyState::retired, -days{10})})
              .empty());
}

TEST_CASE(
    "followed step by step, 200 days of rotation never leaves a token that cannot be verified or a day without key")
{
    struct Signed {
        std::string compact;
        Instant until;
    };
    std::vector<SigningKey> keys{aged(Algorithm::es256, KeyState::current, hours{0})};
    std::vector<Signed> tokens;
    std::vector<std::string> jwks_a_day_ago;
    for (auto now = rotation_now; now < rotation_now + days{200}; now += hours{1}) {
        for (auto const& step : due_rotations(KeySet{keys}, rotation_policy, now)) {
            if (step.kind == RotationStep::Kind::add_next)
                keys.push_back({PrivateKey::generate(std::get<Algorithm>(step.of)), KeyState::next, now, now});
            else if (step.kind == RotationStep::Kind::drop)
                std::erase_if(keys, [&](SigningKey const& key) { return kid_of(key) == step.kid; });
            else
                for (auto& key : keys) {
                    if (key.state == KeyState::retired || (key.state == KeyState::next && kid_of(key) != step.kid))
                        continue;
                    key.state = key.state == KeyState::current ? KeyState::retired : KeyState::current;
                    key.state_since = now;
                }
        }
        KeySet const set{keys};
        auto const* const current = set.find_current(Algorithm::es256);
        REQUIRE(current != nullptr);
        // A relying party that last fetched the keys a day ago knows the one that signs.
        if (jwks_a_day_ago.size() >= 24)
            REQUIRE(jwks_a_day_ago[jwks_a_day_ago.size() - 24].find(current->public_key().kid()) != std::string::npos);
        jwks_a_day_ago.push_back(set.jwks());
        tokens.push_back({sign_jws(*current, "JWT", "{}"), now + hours{1}});
        std::erase_if(tokens, [&](Signed const& token) { return token.until < now; });
        for (auto const& token : tokens) {
            auto const jws = parse_jws(token.compact).value();
            auto const* const key = set.find_public(jws.kid);
            REQUIRE(key != nullptr);
            REQUIRE(verify_jws(jws, *key).has_value());
        }
        REQUIRE(keys.size() <= 3);
    }
    CHECK(keys.front().created_at > rotation_now + days{150}); // it did rotate, twice
}

TEST_CASE("keys for decryption grow old as those for signing do, each kind for itself, and are not made by age alone")
{
    auto const signing = aged(Algorithm::es256, KeyState::current, hours{0});
    auto const own = [](KeyManagement kind, KeyState state, Duration age) {
        return OwnDecryptionKey{DecryptionKey::generate(kind), state, rotation_now - age, rotation_now - age};
    };
    using enum KeyManagement;
    CHECK(due({signing}).empty());
    CHECK(due({signing}, {own(ecdh_es, KeyState::current, days{89} - tick)}).empty());
    CHECK(due({signing}, {own(ecdh_es, KeyState::current, days{89})}) == "add_next ECDH-ES ;");
    CHECK(due({signing}, {own(rsa_oaep_256, KeyState::current, days{89}), own(ecdh_es, KeyState::next, hours{0}),
                          own(ecdh_es, KeyState::current, days{89})}) == "add_next RSA-OAEP-256 ;");
    auto const next = own(ecdh_es, KeyState::next, hours{24});
    CHECK(due({signing}, {own(ecdh_es, KeyState::current, days{90}), next}) ==
          "promote ECDH-ES " + next.key.public_key().kid() + ";");
    auto const retired = own(ecdh_es, KeyState::retired, hours{25} + tick);
    CHECK(due({signing}, {own(ecdh_es, KeyState::current, days{0}), retired}) ==
          "drop ECDH-ES " + retired.key.public_key().kid() + ";");
}

} // namespace zugang::keys::test
