#include "base/base64url.hpp"
#include "base/sha256.hpp"
#include "doctest.h"
#include "keys_support.hpp"
#include <openssl/evp.h>
#include <openssl/rsa.h>

namespace zugang::keys::test {

TEST_CASE("what each algorithm signs, its public key verifies after a way through a JWK")
{
    for (auto const algorithm : all_algorithms) {
        CAPTURE(to_name(algorithm));
        auto const& key = key_of(algorithm);
        auto const compact = sign_jws(key, "at+jwt", R"({"sub":"max.mustermann"})");
        auto const jws = parse_jws(compact);
        REQUIRE(jws);
        CHECK(jws->algorithm == to_name(algorithm));
        CHECK(jws->kid == key.public_key().thumbprint());
        CHECK(jws->typ == "at+jwt");
        auto const published = PublicKey::from_jwk(parsed(key.public_key().to_jwk()), algorithm);
        REQUIRE(published);
        CHECK(published->kid() == jws->kid);
        CHECK(verify_jws(*jws, *published).value() == R"({"sub":"max.mustermann"})");
    }
}

TEST_CASE("Ed25519 in a header or JWK is EdDSA, and no other name is taken for it")
{
    auto const& key = key_of(Algorithm::eddsa);
    auto const signed_as = [&](std::string const& name) {
        auto const input =
            base64url_encode(bytes_of(R"({"alg":")" + name + R"("})")) + "." + base64url_encode(bytes_of("{}"));
        return input + "." + base64url_encode(key.sign(input));
    };
    auto const jws = parse_jws(signed_as("Ed25519"));
    REQUIRE(jws);
    CHECK(verify_jws(*jws, key.public_key()));
    CHECK_FALSE(verify_jws(parse_jws(signed_as("ed25519")).value(), key.public_key()));
    CHECK_FALSE(verify_jws(parse_jws(signed_as("Ed448")).value(), key.public_key()));
    auto jwk = key.public_key().to_jwk();
    jwk.replace(jwk.find("EdDSA"), 5, "Ed25519");
    CHECK(PublicKey::from_jwk(parsed(jwk), Algorithm::eddsa));
    CHECK_FALSE(PublicKey::from_jwk(parsed(jwk), Algorithm::es256));
}

TEST_CASE("a private key written out and read again signs for the same public key")
{
    for (auto const algorithm : all_algorithms) {
        CAPTURE(to_name(algorithm));
        auto const der = key_of(algorithm).to_pkcs8();
        auto const again = PrivateKey::from_pkcs8(der.bytes(), algorithm);
        REQUIRE(again);
        CHECK(again->public_key().to_jwk() == key_of(algorithm).public_key().to_jwk());
        CHECK(key_of(algorithm).public_key().verify("text", again->sign("text")));
    }
}

TEST_CASE("without a type the header has no typ")
{
    auto const compact = sign_jws(key_of(Algorithm::es256), "", "{}");
    auto const header = base64url_decode(compact.substr(0, compact.find('.'))).value();
    auto const json = parsed(std::string(text_of(header)));
    CHECK_FALSE(json.has("typ"));
    CHECK(json.has("kid"));
    CHECK(parse_jws(compact).value().typ.empty());
}

TEST_CASE("ECDSA signatures always have full length, also where r or s is short")
{
    // About one in 128 has a leading zero byte: of 1,000 some surely do, and each must verify.
    auto const& key = key_of(Algorithm::es256);
    auto const verifier = key.public_key();
    int short_numbers = 0;
    for (int i = 0; i < 1000; ++i) {
        auto const message = std::to_string(i);
        auto const signature = key.sign(message);
        REQUIRE(signature.size() == 64);
        if (signature[0] != 0 && signature[32] != 0)
            continue;
        ++short_numbers;
        REQUIRE(verifier.verify(message, signature));
    }
    CHECK(short_numbers > 0);
}

TEST_CASE("the signature of each algorithm has the size its key gives")
{
    CHECK(key_of(Algorithm::es256).sign("x").size() == 64);
    CHECK(key_of(Algorithm::es384).sign("x").size() == 96);
    CHECK(key_of(Algorithm::rs256).sign("x").size() == 384); // RSA 3072
    CHECK(key_of(Algorithm::ps256).sign("x").size() == 384);
    CHECK(key_of(Algorithm::eddsa).sign("x").size() == 64);
}

TEST_CASE("a PS256 signature has a salt as long as its hash: a verifier that demands 32 bytes takes it, one of 31 not")
{
    auto const& key = key_of(Algorithm::ps256);
    auto const signature = key.sign("text");
    auto const der = key.to_pkcs8();
    auto const* position = der.bytes().data();
    auto* const pkey = d2i_AutoPrivateKey(nullptr, &position, static_cast<long>(der.bytes().size()));
    REQUIRE(pkey != nullptr);
    auto const verifies_with_salt = [&](int salt) {
        auto* const context = EVP_MD_CTX_new();
        EVP_PKEY_CTX* key_context = nullptr;
        REQUIRE(EVP_DigestVerifyInit(context, &key_context, EVP_sha256(), nullptr, pkey) == 1);
        REQUIRE(EVP_PKEY_CTX_set_rsa_padding(key_context, RSA_PKCS1_PSS_PADDING) == 1);
        REQUIRE(EVP_PKEY_CTX_set_rsa_pss_saltlen(key_context, salt) == 1);
        auto const text = bytes_of("text");
        auto const right = EVP_DigestVerify(context, signature.data(), signature.size(), text.data(), text.size()) == 1;
        EVP_MD_CTX_free(context);
        return right;
    };
    CHECK(verifies_with_salt(32));
    CHECK_FALSE(verifies_with_salt(31));
    EVP_PKEY_free(pkey);
}

TEST_CASE("empty and long messages are signed and verified")
{
    for (auto const algorithm : all_algorithms) {
        CAPTURE(to_name(algorithm));
        auto const& key = key_of(algorithm);
        std::string const longer(100000, 'x');
        CHECK(key.public_key().verify("", key.sign("")));
        CHECK(key.public_key().verify(longer, key.sign(longer)));
        CHECK_FALSE(key.public_key().verify("", key.sign(longer)));
    }
}

TEST_CASE("an algorithm's name is case-sensitive and the list is closed")
{
    for (auto const algorithm : all_algorithms)
        CHECK(parse_algorithm(to_name(algorithm)) == algorithm);
    for (auto const* const name : {"none", "None", "HS256", "es256", "ES512", "RS384", "Ed25519", "", "ES256 "})
        CHECK_FALSE(parse_algorithm(name));
}

TEST_CASE("many keys on one thread do not mix up their signing contexts")
{
    // More keys than a thread keeps contexts for, so that some are made anew.
    std::vector<PrivateKey> many;
    for (int i = 0; i < 80; ++i)
        many.push_back(PrivateKey::generate(i % 2 == 0 ? Algorithm::es256 : Algorithm::eddsa));
    for (int round = 0; round < 2; ++round)
        for (std::size_t i = 0; i < many.size(); ++i) {
            auto const signature = many[i].sign("text");
            REQUIRE(many[i].public_key().verify("text", signature));
            REQUIRE_FALSE(many[(i + 2) % many.size()].public_key().verify("text", signature));
        }
}

} // namespace zugang::keys::test
