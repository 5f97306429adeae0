#include "keys/keyring.hpp"
#include "doctest.h"
#include "keys_support.hpp"
#include <set>
#include <stdexcept>

namespace zugang::keys::test {
namespace {

Instant const keyring_now = from_seconds(1'800'000'000);

SigningKey in_state(PrivateKey key, KeyState state)
{
    return {std::move(key), state, keyring_now, keyring_now};
}

std::vector<SigningKey> one_of_each()
{
    std::vector<SigningKey> keys;
    for (auto const algorithm : all_algorithms)
        keys.push_back(in_state(key_of(algorithm), KeyState::current));
    keys.push_back(in_state(PrivateKey::generate(Algorithm::es256), KeyState::next));
    keys.push_back(in_state(PrivateKey::generate(Algorithm::es256), KeyState::retired));
    return keys;
}

} // namespace

TEST_CASE("the JWKS holds every key in every state, with public members only and distinct kids")
{
    KeySet const set{one_of_each()};
    auto const keys = parsed(set.jwks()).find("keys").value().items();
    REQUIRE(keys.size() == 7);
    std::set<std::string> const allowed{"kty", "use", "alg", "kid", "crv", "x", "y", "n", "e"};
    std::set<std::string> kids;
    for (auto const& jwk : keys) {
        for (auto const& [name, value] : jwk.members())
            CHECK(allowed.contains(name));
        CHECK(jwk.string("use") == "sig");
        kids.insert(jwk.string("kid").value());
        auto const algorithm = parse_algorithm(jwk.string("alg").value());
        REQUIRE(algorithm);
        CHECK(PublicKey::from_jwk(jwk, *algorithm));
    }
    CHECK(kids.size() == 7);
    CHECK(parsed(KeySet{{}}.jwks()).find("keys").value().items().empty());
}

TEST_CASE("a current key is found by algorithm, every key by its kid")
{
    auto const keys = one_of_each();
    KeySet const set{keys};
    for (auto const algorithm : all_algorithms) {
        auto const* const current = set.find_current(algorithm);
        REQUIRE(current != nullptr);
        CHECK(current->public_key().kid() == key_of(algorithm).public_key().kid());
    }
    for (auto const& key : keys) {
        auto const* const found = set.find_public(key.key.public_key().kid());
        REQUIRE(found != nullptr);
        CHECK(found->to_jwk() == key.key.public_key().to_jwk());
    }
    CHECK(set.find_public("") == nullptr);
    CHECK(set.find_public("unknown") == nullptr);
}

TEST_CASE("next and retired keys do not sign")
{
    KeySet const set{{in_state(PrivateKey::generate(Algorithm::es256), KeyState::next),
                      in_state(PrivateKey::generate(Algorithm::es256), KeyState::retired)}};
    CHECK(set.find_current(Algorithm::es256) == nullptr);
}

TEST_CASE("of two current keys the newer signs, in whatever order they come")
{
    auto older = in_state(PrivateKey::generate(Algorithm::es256), KeyState::current);
    auto const newer = in_state(PrivateKey::generate(Algorithm::es256), KeyState::current);
    older.state_since -= std::chrono::seconds{1};
    KeySet const one_way{{older, newer}};
    KeySet const other_way{{newer, older}};
    for (auto const* const set : {&one_way, &other_way})
        CHECK(set->find_current(Algorithm::es256)->public_key().kid() == newer.key.public_key().kid());
}

TEST_CASE("a set with one key twice is refused: kids must be distinct")
{
    auto const key = in_state(key_of(Algorithm::es256), KeyState::current);
    CHECK_THROWS_AS(KeySet({key, key}), std::invalid_argument);
}

TEST_CASE("a reader keeps its snapshot while the keyring moves on")
{
    auto const first = PrivateKey::generate(Algorithm::es256);
    auto const second = PrivateKey::generate(Algorithm::es256);
    Keyring ring{KeySet{{in_state(first, KeyState::current)}}};
    auto const before = ring.snapshot();
    ring.replace(KeySet{{in_state(second, KeyState::current)}});
    auto const after = ring.snapshot();
    CHECK(before->find_current(Algorithm::es256)->public_key().kid() == first.public_key().kid());
    CHECK(after->find_current(Algorithm::es256)->public_key().kid() == second.public_key().kid());
}

TEST_CASE("the JWKS holds the current keys for encryption behind those for signing, and no other of them")
{
    auto const own = [](KeyState state) {
        return OwnDecryptionKey{DecryptionKey::generate(KeyManagement::ecdh_es), state, keyring_now, keyring_now};
    };
    auto const current = own(KeyState::current);
    KeySet const set{{in_state(key_of(Algorithm::es256), KeyState::retired)},
                     {own(KeyState::next), current, own(KeyState::retired)}};
    auto const keys = parsed(set.jwks()).find("keys").value().items();
    REQUIRE(keys.size() == 2);
    CHECK(keys[0].string("use") == "sig");
    CHECK(keys[1].string("use") == "enc");
    CHECK(keys[1].string("kid") == current.key.public_key().kid());
    CHECK_FALSE(keys[1].has("alg"));
    CHECK(EncryptionKey::from_jwk(keys[1], KeyManagement::ecdh_es_a256kw));
    CHECK_FALSE(PublicKey::from_jwk(keys[1], Algorithm::es256)); // use "enc"
    CHECK_THROWS_AS(KeySet({}, {current, current}), std::invalid_argument);
}

TEST_CASE("a set decrypts with the key a kid names, in any state, and without a kid with any that fits")
{
    SystemRandom random;
    auto const retired = DecryptionKey::generate(KeyManagement::ecdh_es);
    KeySet const set{{},
                     {{DecryptionKey::generate(KeyManagement::ecdh_es), KeyState::current, keyring_now, keyring_now},
                      {retired, KeyState::retired, keyring_now, keyring_now}}};
    auto const encrypted = [&](std::string const& kid) {
        auto const jwk = parsed(retired.public_key().to_jwk());
        JsonObject object;
        for (auto const& [name, value] : jwk.members())
            if (name != "kid")
                object.add_raw(name, value.dump());
        object.add_if("kid", kid);
        auto const key = EncryptionKey::from_jwk(parsed(object.str()), KeyManagement::ecdh_es).value();
        return encrypt_jwe(key, {KeyManagement::ecdh_es, ContentEncryption::a128gcm}, "", "geheim", random);
    };
    CHECK(set.decrypt(encrypted(retired.public_key().kid())).value() == "geheim");
    CHECK(set.decrypt(encrypted("")).value() == "geheim");
    CHECK_FALSE(set.decrypt(encrypted("unknown")));
    CHECK_FALSE(set.decrypt(encrypted(set.decryption_keys().front().key.public_key().kid()))); // another's name
    CHECK_FALSE(KeySet{{}}.decrypt(encrypted("")));
    CHECK_FALSE(set.decrypt("a.b.c.d.e"));
    CHECK_FALSE(set.decrypt(""));
}

TEST_CASE("a kind of key has one name, that of its algorithm or of its family")
{
    for (auto const algorithm : all_algorithms)
        CHECK(parse_key_kind(to_name(algorithm)) == KeyKind{algorithm});
    CHECK(parse_key_kind("ECDH-ES") == KeyKind{KeyManagement::ecdh_es});
    CHECK(parse_key_kind("RSA-OAEP-256") == KeyKind{KeyManagement::rsa_oaep_256});
    CHECK(to_name(KeyKind{KeyManagement::ecdh_es}) == "ECDH-ES");
    for (auto const* const name : {"RSA-OAEP", "ECDH-ES+A128KW", "HS256", "", "ecdh-es"})
        CHECK_FALSE(parse_key_kind(name));
}

TEST_CASE("a key's state has one name that reads back")
{
    for (auto const state : {KeyState::next, KeyState::current, KeyState::retired})
        CHECK(parse_key_state(to_name(state)) == state);
    CHECK(to_name(KeyState::next) == "next");
    CHECK(to_name(KeyState::current) == "current");
    CHECK(to_name(KeyState::retired) == "retired");
    CHECK_FALSE(parse_key_state("Current"));
    CHECK_FALSE(parse_key_state(""));
}

} // namespace zugang::keys::test
