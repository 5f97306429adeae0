#include "doctest.h"
#include "jwe_support.hpp"
#include <set>

namespace zugang::keys::test {
namespace {

SystemRandom jwe_random;

EncryptionKey published(DecryptionKey const& key, KeyManagement algorithm)
{
    return EncryptionKey::from_jwk(parsed(key.public_key().to_jwk()), algorithm).value();
}

} // namespace

TEST_CASE("what is encrypted to a published key, its owner decrypts: every algorithm with every encryption")
{
    for (auto const algorithm : all_key_managements)
        for (auto const encryption : all_content_encryptions) {
            CAPTURE(to_name(algorithm));
            CAPTURE(to_name(encryption));
            auto const& key = decryption_key_of(algorithm);
            auto const compact = encrypt_jwe(published(key, algorithm), {algorithm, encryption}, "JWT",
                                             R"({"sub":"max.mustermann"})", jwe_random);
            auto const jwe = parse_jwe(compact);
            REQUIRE(jwe);
            CHECK(jwe->algorithm == algorithm);
            CHECK(jwe->encryption == encryption);
            CHECK(jwe->kid == key.public_key().kid());
            CHECK(jwe->cty == "JWT");
            CHECK(decrypt_jwe(*jwe, key).value() == R"({"sub":"max.mustermann"})");
        }
}

TEST_CASE("texts of every length around a block, empty and long ones come back")
{
    for (auto const encryption : all_content_encryptions)
        for (auto const size : {0U, 1U, 15U, 16U, 17U, 31U, 32U, 33U, 50000U}) {
            std::string const text(size, 'x');
            auto const& key = decryption_key_of(KeyManagement::ecdh_es);
            auto const compact =
                encrypt_jwe(key.public_key(), {KeyManagement::ecdh_es, encryption}, "", text, jwe_random);
            CHECK(decrypted(compact, key) == text);
        }
}

TEST_CASE("keys on P-384 are encrypted to and decrypted with")
{
    auto const pkcs8 = PrivateKey::generate(Algorithm::es384).to_pkcs8();
    auto const key = DecryptionKey::from_pkcs8(pkcs8.bytes(), KeyManagement::ecdh_es).value();
    for (auto const algorithm :
         {KeyManagement::ecdh_es, KeyManagement::ecdh_es_a128kw, KeyManagement::ecdh_es_a256kw}) {
        auto const compact =
            encrypt_jwe(published(key, algorithm), {algorithm, ContentEncryption::a256gcm}, "", "text", jwe_random);
        CHECK(decrypted(compact, key) == "text");
        CHECK_FALSE(decrypted(compact, decryption_key_of(algorithm))); // on P-256
    }
}

TEST_CASE("two encryptions of one text share nothing: neither nonce nor key nor ephemeral key")
{
    for (auto const algorithm : all_key_managements) {
        std::set<std::string> parts;
        for (int i = 0; i < 20; ++i) {
            auto const jwe = parse_jwe(encrypt_jwe(decryption_key_of(algorithm).public_key(),
                                                   {algorithm, ContentEncryption::a128gcm}, "", "text", jwe_random))
                                 .value();
            parts.insert(std::string(text_of(jwe.nonce)));
            parts.insert(std::string(text_of(jwe.ciphertext)));
            parts.insert(is_rsa(algorithm) ? std::string(text_of(jwe.encrypted_key)) : jwe.associated_data);
        }
        CHECK(parts.size() == 60);
    }
}

TEST_CASE("the header names a kid and a content type only where there is one")
{
    auto const& key = decryption_key_of(KeyManagement::ecdh_es);
    auto const jwk = JsonObject{}
                         .add("kty", "EC")
                         .add("crv", "P-256")
                         .add("x", *parsed(key.public_key().to_jwk()).string("x"))
                         .add("y", *parsed(key.public_key().to_jwk()).string("y"))
                         .str();
    auto const nameless = EncryptionKey::from_jwk(parsed(jwk), KeyManagement::ecdh_es).value();
    auto const jwe =
        parse_jwe(encrypt_jwe(nameless, {KeyManagement::ecdh_es, ContentEncryption::a128gcm}, "", "text", jwe_random))
            .value();
    CHECK_FALSE(jwe.header.has("kid"));
    CHECK_FALSE(jwe.header.has("cty"));
    CHECK(jwe.header.find("epk")->members().size() == 4); // kty, crv, x, y and nothing private
}

TEST_CASE("a decryption key written out and read again is the same key")
{
    for (auto const algorithm : {KeyManagement::rsa_oaep_256, KeyManagement::ecdh_es}) {
        auto const& key = decryption_key_of(algorithm);
        auto const again = DecryptionKey::from_pkcs8(key.to_pkcs8().bytes(), algorithm);
        REQUIRE(again);
        CHECK(again->public_key().to_jwk() == key.public_key().to_jwk());
        auto const compact =
            encrypt_jwe(key.public_key(), {algorithm, ContentEncryption::a128gcm}, "", "text", jwe_random);
        CHECK(decrypted(compact, *again) == "text");
    }
    CHECK_FALSE(DecryptionKey::from_pkcs8(decryption_key_of(KeyManagement::ecdh_es).to_pkcs8().bytes(),
                                          KeyManagement::rsa_oaep));
    CHECK_FALSE(DecryptionKey::from_pkcs8(decryption_key_of(KeyManagement::rsa_oaep).to_pkcs8().bytes(),
                                          KeyManagement::ecdh_es));
    CHECK_FALSE(DecryptionKey::from_pkcs8(key_of(Algorithm::eddsa).to_pkcs8().bytes(), KeyManagement::ecdh_es));
    CHECK_FALSE(DecryptionKey::from_pkcs8({}, KeyManagement::ecdh_es));
}

TEST_CASE("a published encryption key has exactly its public members, and no alg: it serves a family of them")
{
    auto const names = [](KeyManagement algorithm) {
        std::string joined;
        for (auto const& [name, value] : parsed(decryption_key_of(algorithm).public_key().to_jwk()).members())
            joined += name + " ";
        return joined;
    };
    CHECK(names(KeyManagement::rsa_oaep) == "kty use kid e n ");
    CHECK(names(KeyManagement::ecdh_es) == "kty use kid crv x y ");
}

TEST_CASE("a key of one kind is not encrypted to by the other kind's algorithms")
{
    auto const rsa = decryption_key_of(KeyManagement::rsa_oaep).public_key();
    CHECK_THROWS_AS(std::ignore =
                        encrypt_jwe(rsa, {KeyManagement::ecdh_es, ContentEncryption::a128gcm}, "", "text", jwe_random),
                    std::invalid_argument);
}

TEST_CASE("an encryption key that is for signatures, weak, private or off the curve is refused")
{
    auto const jwk = parsed(decryption_key_of(KeyManagement::ecdh_es).public_key().to_jwk());
    auto const x = *jwk.string("x");
    auto const y = *jwk.string("y");
    auto const taken = [](std::string const& text) {
        return EncryptionKey::from_jwk(parsed(text), KeyManagement::ecdh_es).has_value();
    };
    auto const point = [&](std::string const& its_y) {
        return R"("kty":"EC","crv":"P-256","x":")" + x + R"(","y":")" + its_y + "\"";
    };
    CHECK(taken("{" + point(y) + "}"));
    CHECK(taken("{" + point(y) + R"(,"use":"enc","key_ops":["deriveKey"]})"));
    CHECK_FALSE(taken("{" + point(y) + R"(,"use":"sig"})"));
    CHECK_FALSE(taken("{" + point(y) + R"(,"key_ops":["verify"]})"));
    CHECK_FALSE(taken("{" + point(y) + R"(,"alg":"ES256"})"));
    CHECK_FALSE(taken("{" + point(y) + R"(,"alg":"ECDH-ES+A128KW"})"));
    CHECK_FALSE(taken("{" + point(y) + R"(,"d":"AAAA"})"));
    CHECK_FALSE(taken("{" + point(y) + R"(,"kid":1})"));
    CHECK_FALSE(taken("{" + point(x) + "}"));
    CHECK_FALSE(taken(R"({"kty":"EC","crv":"P-521","x":"AA","y":"AA"})"));
    CHECK_FALSE(taken(key_of(Algorithm::eddsa).public_key().to_jwk()));
}

TEST_CASE("the names of the algorithms are case-sensitive and the lists closed")
{
    for (auto const algorithm : all_key_managements)
        CHECK(parse_key_management(to_name(algorithm)) == algorithm);
    for (auto const encryption : all_content_encryptions)
        CHECK(parse_content_encryption(to_name(encryption)) == encryption);
    for (auto const* const name : {"RSA1_5", "dir", "A128KW", "A128GCMKW", "PBES2-HS256+A128KW", "ECDH-ES+A192KW",
                                   "rsa-oaep", "RSA-OAEP-512", ""})
        CHECK_FALSE(parse_key_management(name));
    for (auto const* const name : {"A192GCM", "A192CBC-HS384", "a128gcm", "C20P", ""})
        CHECK_FALSE(parse_content_encryption(name));
}

} // namespace zugang::keys::test
