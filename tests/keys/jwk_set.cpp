#include "keys/jwk_set.hpp"
#include "base/text.hpp"
#include "doctest.h"
#include "keys_support.hpp"

namespace zugang::keys::test {
namespace {

/// The key's JWK with members set anew; raw JSON, left out where empty.
std::string changed_jwk(std::string const& jwk, std::map<std::string, std::string> const& members)
{
    JsonObject object;
    for (auto const& [name, value] : parsed(jwk).members())
        if (!members.contains(name))
            object.add_raw(name, value.dump());
    for (auto const& [name, raw] : members)
        if (!raw.empty())
            object.add_raw(name, raw);
    return object.str();
}

std::string jwk_named(Algorithm algorithm, std::string const& kid)
{
    return changed_jwk(key_of(algorithm).public_key().to_jwk(), {{"kid", kid.empty() ? "" : json_quote(kid)}});
}

std::string encryption_jwk(Algorithm algorithm, std::string const& kid, std::string const& use)
{
    return changed_jwk(key_of(algorithm).public_key().to_jwk(),
                       {{"kid", json_quote(kid)}, {"use", use.empty() ? "" : json_quote(use)}, {"alg", ""}});
}

JwkSet set_of(std::vector<std::string> const& keys)
{
    auto set = JwkSet::parse(R"({"keys":[)" + join_words(keys, ",") + "]}");
    REQUIRE(set);
    return *set;
}

std::vector<std::string> repeated(std::string const& key, std::size_t count)
{
    return std::vector<std::string>(count, key);
}

} // namespace

TEST_CASE("a set's key is found by algorithm and kid, every one that fits where no kid is given")
{
    auto const set =
        set_of({jwk_named(Algorithm::es256, "a"), jwk_named(Algorithm::eddsa, "b"),
                changed_jwk(PrivateKey::generate(Algorithm::es256).public_key().to_jwk(), {{"kid", "\"c\""}})});
    CHECK(set.find_signing(Algorithm::es256, "").size() == 2);
    REQUIRE(set.find_signing(Algorithm::es256, "c").size() == 1);
    CHECK(set.find_signing(Algorithm::es256, "c").front().kid() == "c");
    CHECK(set.find_signing(Algorithm::es256, "b").empty()); // another algorithm's key
    CHECK(set.find_signing(Algorithm::es256, "d").empty());
    CHECK(set.find_signing(Algorithm::rs256, "").empty());
    CHECK(set.has_kid("b"));
    CHECK_FALSE(set.has_kid("d"));
}

TEST_CASE("a key without a kid goes by its thumbprint")
{
    auto const set = set_of({jwk_named(Algorithm::es256, "")});
    auto const thumbprint = key_of(Algorithm::es256).public_key().thumbprint();
    CHECK(set.find_signing(Algorithm::es256, thumbprint).size() == 1);
    CHECK(set.find_signing(Algorithm::es256, "other").empty());
    CHECK(set.find_signing(Algorithm::es256, "").size() == 1);
}

TEST_CASE("two keys of one kid are both found")
{
    auto const set = set_of({jwk_named(Algorithm::es256, "a"), jwk_named(Algorithm::es384, "a")});
    CHECK(set.find_signing(Algorithm::es256, "a").size() == 1);
    CHECK(set.find_signing(Algorithm::es384, "a").size() == 1);
}

TEST_CASE("keys of a kind we cannot use are skipped")
{
    auto const set = set_of({R"({"kty":"EC","crv":"P-521","x":"AA","y":"AA"})", R"({"kty":"new"})", "{}",
                             jwk_named(Algorithm::es256, "a")});
    CHECK(set.find_signing(Algorithm::es256, "").size() == 1);
}

TEST_CASE("a set that holds a private or a symmetric key is refused as a whole")
{
    auto const good = jwk_named(Algorithm::es256, "a");
    CHECK(JwkSet::parse(R"({"keys":[)" + good + "]}"));
    for (auto const* const bad : {R"({"kty":"oct"})", R"({"kty":"oct","k":"AAAA"})", R"({"kty":"new","k":"AAAA"})",
                                  R"({"kty":"EC","d":"AAAA"})", R"({"kty":"RSA","d":null})"})
        CHECK_FALSE(JwkSet::parse(R"({"keys":[)" + good + "," + bad + "]}"));
}

TEST_CASE("what is no set of keys is refused, an empty set is not")
{
    CHECK(JwkSet::parse(R"({"keys":[]})"));
    CHECK(JwkSet::parse(R"({"keys":[],"other":1})"));
    for (auto const* const text : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":null})", R"({"keys":[1]})",
                                   R"({"keys":[[]]})", R"({"keys":[],"keys":[]})", R"({"keys":[]} x)"})
        CHECK_FALSE(JwkSet::parse(text));
}

TEST_CASE("a set of 100 keys is read, one of 101 not")
{
    CHECK(JwkSet::parse(R"({"keys":[)" + join_words(repeated(jwk_named(Algorithm::rs256, "a"), 100), ",") + "]}"));
    CHECK_FALSE(JwkSet::parse(R"({"keys":[)" + join_words(repeated("{}", 101), ",") + "]}"));
}

TEST_CASE("a key to encrypt to is found by its kind, one marked for it first")
{
    auto const set =
        set_of({encryption_jwk(Algorithm::rs256, "plain", ""), encryption_jwk(Algorithm::ps256, "marked", "enc"),
                encryption_jwk(Algorithm::es384, "p384", "")});
    REQUIRE(set.find_encryption(KeyManagement::rsa_oaep));
    CHECK(set.find_encryption(KeyManagement::rsa_oaep)->kid() == "marked");
    CHECK(set.find_encryption(KeyManagement::ecdh_es)->kid() == "p384");
    CHECK_FALSE(set_of({jwk_named(Algorithm::rs256, "a")}).find_encryption(KeyManagement::rsa_oaep)); // use "sig"
    CHECK_FALSE(set_of({encryption_jwk(Algorithm::eddsa, "a", "enc")}).find_encryption(KeyManagement::ecdh_es));
}

TEST_CASE("a key that names another algorithm is no key to encrypt to")
{
    auto const named = [](char const* alg) {
        return set_of({changed_jwk(encryption_jwk(Algorithm::rs256, "a", "enc"), {{"alg", json_quote(alg)}})});
    };
    CHECK(named("RSA-OAEP-256").find_encryption(KeyManagement::rsa_oaep_256));
    CHECK_FALSE(named("RSA-OAEP-256").find_encryption(KeyManagement::rsa_oaep));
    CHECK_FALSE(named("RSA1_5").find_encryption(KeyManagement::rsa_oaep));
}

TEST_CASE("the first certificate of each x5c is handed out, what is no base64 is skipped")
{
    auto const jwk = jwk_named(Algorithm::es256, "a");
    auto const set = set_of({changed_jwk(jwk, {{"x5c", R"(["AQID","BAUG"])"}}), jwk,
                             changed_jwk(jwk, {{"x5c", R"(["A Q"])"}}), changed_jwk(jwk, {{"x5c", "[]"}})});
    REQUIRE(set.certificates().size() == 1);
    CHECK(set.certificates().front() == Bytes{1, 2, 3});
}

} // namespace zugang::keys::test
