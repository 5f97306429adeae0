#include "doctest.h"
#include "keys_support.hpp"
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace zugang::keys::test {
namespace {

/// The JWK of the run's key with one member replaced by raw JSON, or left out where that is empty.
std::string with_member(Algorithm algorithm, std::string_view name, std::string_view raw)
{
    JsonObject object;
    for (auto const& [each, value] : parsed(key_of(algorithm).public_key().to_jwk()).members())
        if (each != name)
            object.add_raw(each, value.dump());
    if (!raw.empty())
        object.add_raw(name, raw);
    return object.str();
}

bool is_taken(std::string const& jwk, Algorithm algorithm)
{
    return PublicKey::from_jwk(parsed(jwk), algorithm).has_value();
}

struct RsaPair {
    std::string jwk;
    Bytes pkcs8;
};

/// Straight from OpenSSL, for the lengths PrivateKey does not make.
RsaPair make_rsa(unsigned bits)
{
    auto* const pkey = EVP_RSA_gen(bits);
    REQUIRE(pkey != nullptr);
    auto const number = [&](char const* name) {
        BIGNUM* value = nullptr;
        REQUIRE(EVP_PKEY_get_bn_param(pkey, name, &value) == 1);
        Bytes bytes(static_cast<std::size_t>(BN_num_bytes(value)));
        BN_bn2bin(value, bytes.data());
        BN_free(value);
        return base64url_encode(bytes);
    };
    RsaPair pair{JsonObject{}.add("kty", "RSA").add("n", number("n")).add("e", number("e")).str(), {}};
    auto* const info = EVP_PKEY2PKCS8(pkey);
    unsigned char* der = nullptr;
    auto const size = i2d_PKCS8_PRIV_KEY_INFO(info, &der);
    REQUIRE(size > 0);
    pair.pkcs8.assign(der, der + size);
    OPENSSL_free(der);
    PKCS8_PRIV_KEY_INFO_free(info);
    EVP_PKEY_free(pkey);
    return pair;
}

std::string quoted(ByteView bytes)
{
    return json_quote(base64url_encode(bytes));
}

} // namespace

TEST_CASE("a JWK with any private member is refused, also an empty one")
{
    for (auto const algorithm : all_algorithms) {
        CAPTURE(to_name(algorithm));
        CHECK(is_taken(with_member(algorithm, "x5t", "\"AAAA\""), algorithm));
        for (auto const* const name : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}) {
            CAPTURE(name);
            CHECK_FALSE(is_taken(with_member(algorithm, name, "\"AAAA\""), algorithm));
            CHECK_FALSE(is_taken(with_member(algorithm, name, "null"), algorithm));
        }
    }
}

TEST_CASE("RSA under 2048 bits is refused, as public and as private key")
{
    auto const weakest = make_rsa(1024);
    CHECK_FALSE(is_taken(weakest.jwk, Algorithm::rs256));
    CHECK_FALSE(PrivateKey::from_pkcs8(weakest.pkcs8, Algorithm::rs256));
    auto const below = make_rsa(2047);
    CHECK_FALSE(is_taken(below.jwk, Algorithm::rs256));
    CHECK_FALSE(is_taken(below.jwk, Algorithm::ps256));
    CHECK_FALSE(PrivateKey::from_pkcs8(below.pkcs8, Algorithm::ps256));
    auto const enough = make_rsa(2048);
    CHECK(is_taken(enough.jwk, Algorithm::rs256));
    CHECK(is_taken(enough.jwk, Algorithm::ps256));
    CHECK(PrivateKey::from_pkcs8(enough.pkcs8, Algorithm::ps256));
}

TEST_CASE("an RSA modulus over 8192 bits is refused before anything is computed with it")
{
    Bytes modulus(1025, 0xff);
    auto const key = PublicKey::from_jwk(parsed(with_member(Algorithm::rs256, "n", quoted(modulus))), Algorithm::rs256);
    REQUIRE_FALSE(key);
    CHECK(key.error().what == "the RSA key is longer than 8192 bits");
}

TEST_CASE("an RSA exponent of 1, an even or a long one is refused, 3 and 65537 are taken")
{
    auto const taken = [](Bytes const& exponent) {
        return is_taken(with_member(Algorithm::rs256, "e", quoted(exponent)), Algorithm::rs256);
    };
    CHECK(taken({0x01, 0x00, 0x01}));
    CHECK(taken({0x03}));
    CHECK_FALSE(taken({0x01}));
    CHECK_FALSE(taken({0x02}));
    CHECK_FALSE(taken({0x01, 0x00, 0x00}));
    CHECK_FALSE(taken({0x01, 0x00, 0x00, 0x00, 0x01}));
    CHECK_FALSE(taken({0x00, 0x01, 0x00, 0x01}));
    CHECK_FALSE(taken({}));
}

TEST_CASE("an RSA modulus that is even is refused")
{
    auto modulus = base64url_decode(*parsed(key_of(Algorithm::rs256).public_key().to_jwk()).string("n")).value();
    CHECK(is_taken(with_member(Algorithm::rs256, "n", quoted(modulus)), Algorithm::rs256));
    modulus.back() = static_cast<std::uint8_t>(modulus.back() ^ 1U);
    CHECK_FALSE(is_taken(with_member(Algorithm::rs256, "n", quoted(modulus)), Algorithm::rs256));
}

TEST_CASE("a point off the curve, past the field or of zeros is refused")
{
    for (auto const algorithm : {Algorithm::es256, Algorithm::es384}) {
        auto y = base64url_decode(*parsed(key_of(algorithm).public_key().to_jwk()).string("y")).value();
        CHECK(is_taken(with_member(algorithm, "y", quoted(y)), algorithm));
        y.back() = static_cast<std::uint8_t>(y.back() ^ 1U);
        CHECK_FALSE(is_taken(with_member(algorithm, "y", quoted(y)), algorithm));
        CHECK_FALSE(is_taken(with_member(algorithm, "y", quoted(Bytes(y.size(), 0xff))), algorithm));
        CHECK_FALSE(is_taken(with_member(algorithm, "y", quoted(Bytes(y.size()))), algorithm));
    }
}

TEST_CASE("an Ed25519 key of small order or off the curve is refused")
{
    auto const taken = [](Bytes const& x) {
        return is_taken(with_member(Algorithm::eddsa, "x", quoted(x)), Algorithm::eddsa);
    };
    Bytes identity(32);
    identity[0] = 1;
    CHECK_FALSE(taken(identity));
    CHECK_FALSE(taken(Bytes(32)));
    Bytes off_curve(32);
    off_curve[0] = 2;
    CHECK_FALSE(taken(off_curve));
    CHECK_FALSE(taken(Bytes(32, 0xff)));
}

TEST_CASE("a coordinate that is shorter or longer than the curve's is refused")
{
    for (auto const algorithm : {Algorithm::es256, Algorithm::es384, Algorithm::eddsa}) {
        auto x = base64url_decode(*parsed(key_of(algorithm).public_key().to_jwk()).string("x")).value();
        x.insert(x.begin(), 0);
        CHECK_FALSE(is_taken(with_member(algorithm, "x", quoted(x)), algorithm));
        x.erase(x.begin(), x.begin() + 2);
        CHECK_FALSE(is_taken(with_member(algorithm, "x", quoted(x)), algorithm));
    }
}

TEST_CASE("a member that is missing, no string or not canonical base64url is refused")
{
    for (auto const* const name : {"kty", "crv", "x", "y"})
        for (auto const* const raw : {"", "null", "1", "[]", "\"\"", "\"AA==\"", "\"!\""})
            CHECK_FALSE(is_taken(with_member(Algorithm::es256, name, raw), Algorithm::es256));
    for (auto const* const name : {"n", "e"})
        for (auto const* const raw : {"", "null", "1", "\"\"", "\"AQAB=\"", "\"AQAB \""})
            CHECK_FALSE(is_taken(with_member(Algorithm::rs256, name, raw), Algorithm::rs256));
    CHECK_FALSE(is_taken("[]", Algorithm::es256));
    CHECK_FALSE(is_taken("{}", Algorithm::es256));
}

TEST_CASE("a JWK is a key for its own algorithm only")
{
    for (auto const of : all_algorithms)
        for (auto const wanted : all_algorithms) {
            CAPTURE(to_name(of));
            CAPTURE(to_name(wanted));
            CHECK(is_taken(key_of(of).public_key().to_jwk(), wanted) == (of == wanted));
        }
    // Without alg an RSA key serves either RSA algorithm, an EC key only its curve's.
    CHECK(is_taken(with_member(Algorithm::rs256, "alg", ""), Algorithm::ps256));
    CHECK_FALSE(is_taken(with_member(Algorithm::es256, "alg", ""), Algorithm::es384));
    CHECK_FALSE(is_taken(with_member(Algorithm::es256, "alg", "1"), Algorithm::es256));
}

TEST_CASE("a JWK for encryption, or not for verifying, is refused")
{
    CHECK(is_taken(with_member(Algorithm::es256, "use", ""), Algorithm::es256));
    CHECK_FALSE(is_taken(with_member(Algorithm::es256, "use", "\"enc\""), Algorithm::es256));
    CHECK_FALSE(is_taken(with_member(Algorithm::es256, "use", "null"), Algorithm::es256));
    CHECK(is_taken(with_member(Algorithm::es256, "key_ops", R"(["verify"])"), Algorithm::es256));
    CHECK_FALSE(is_taken(with_member(Algorithm::es256, "key_ops", R"(["encrypt"])"), Algorithm::es256));
    CHECK_FALSE(is_taken(with_member(Algorithm::es256, "key_ops", "\"verify\""), Algorithm::es256));
}

TEST_CASE("the kid is the JWK's own, else the thumbprint")
{
    auto const named =
        PublicKey::from_jwk(parsed(with_member(Algorithm::es256, "kid", "\"Schlüssel 1\"")), Algorithm::es256);
    REQUIRE(named);
    CHECK(named->kid() == "Schlüssel 1");
    auto const unnamed = PublicKey::from_jwk(parsed(with_member(Algorithm::es256, "kid", "")), Algorithm::es256);
    REQUIRE(unnamed);
    CHECK(unnamed->kid() == unnamed->thumbprint());
    CHECK_FALSE(is_taken(with_member(Algorithm::es256, "kid", "1"), Algorithm::es256));
}

TEST_CASE("a private key of another type or curve, cut, or with bytes behind it is refused")
{
    for (auto const of : all_algorithms) {
        auto const der = key_of(of).to_pkcs8();
        for (auto const wanted : all_algorithms) {
            auto const both_rsa = key_of(of).sign("x").size() == 384 && key_of(wanted).sign("x").size() == 384;
            CHECK(PrivateKey::from_pkcs8(der.bytes(), wanted).has_value() == (of == wanted || both_rsa));
        }
        CHECK_FALSE(PrivateKey::from_pkcs8(der.bytes().first(der.bytes().size() - 1), of));
        Bytes longer(der.bytes().begin(), der.bytes().end());
        longer.push_back(0);
        CHECK_FALSE(PrivateKey::from_pkcs8(longer, of));
        CHECK_FALSE(PrivateKey::from_pkcs8({}, of));
    }
}

TEST_CASE("a published JWK has exactly the public members")
{
    auto const names = [](Algorithm algorithm) {
        std::string joined;
        for (auto const& [name, value] : parsed(key_of(algorithm).public_key().to_jwk()).members())
            joined += name + " ";
        return joined;
    };
    CHECK(names(Algorithm::es256) == "kty use alg kid crv x y ");
    CHECK(names(Algorithm::es384) == "kty use alg kid crv x y ");
    CHECK(names(Algorithm::rs256) == "kty use alg kid e n ");
    CHECK(names(Algorithm::ps256) == "kty use alg kid e n ");
    CHECK(names(Algorithm::eddsa) == "kty use alg kid crv x ");
}

} // namespace zugang::keys::test
