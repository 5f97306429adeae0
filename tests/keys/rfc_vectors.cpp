// The examples of RFC 7515, 7516, 7518 and 7520 (tests/keys/vectors). Keys in there stand in those RFCs and protect
// nothing.
#include "doctest.h"
#include "jwe_support.hpp"
#include <fstream>
#include <iterator>

namespace zugang::keys::test {
namespace {

Json load_vector(std::string const& file, std::string const& name)
{
    std::ifstream stream(ZUGANG_SOURCE_DIR "/tests/keys/vectors/" + file);
    std::string const text{std::istreambuf_iterator<char>(stream), {}};
    auto vector = parsed(text).find(name);
    REQUIRE_MESSAGE(vector, name);
    return *vector;
}

std::string member(Json const& vector, std::string_view name)
{
    return vector.string(name).value();
}

std::string decoded_member(Json const& vector, std::string_view name)
{
    return std::string(text_of(base64url_decode(member(vector, name)).value()));
}

/// Every byte after the header is changed once, and the result must be refused.
template <class Accepts>
void check_changes_refused(std::string const& compact, Accepts const& accepts)
{
    REQUIRE(accepts(compact));
    int accepted = 0;
    for (auto i = compact.find('.') + 1; i < compact.size(); i += 7) {
        auto changed = compact;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        accepted += accepts(changed) ? 1 : 0;
    }
    CHECK(accepted == 0);
}

void check_verifies(std::string const& name, Algorithm algorithm)
{
    auto const vector = load_vector("jws.json", name);
    auto const key = PublicKey::from_jwk(vector.find("key").value(), algorithm);
    REQUIRE(key);
    auto const jws = parse_jws(member(vector, "compact"));
    REQUIRE(jws);
    CHECK(verify_jws(*jws, *key).value() == decoded_member(vector, "payload"));
    check_changes_refused(member(vector, "compact"), [&](auto const& text) { return is_accepted(text, *key); });
}

/// The algorithm is none of ours: no key of ours can be made for it, nor can one verify it.
void check_outside(std::string const& name, std::string_view algorithm)
{
    auto const vector = load_vector("jws.json", name);
    auto const jws = parse_jws(member(vector, "compact"));
    REQUIRE(jws);
    CHECK(jws->algorithm == algorithm);
    CHECK_FALSE(parse_algorithm(jws->algorithm));
    for (auto const ours : all_algorithms) {
        auto const key = PublicKey::from_jwk(vector.find("key").value(), ours);
        CHECK_FALSE((key && verify_jws(*jws, *key)));
    }
}

void check_decrypts(std::string const& name, KeyManagement algorithm, ContentEncryption encryption)
{
    auto const vector = load_vector("jwe.json", name);
    auto const key = key_from_private_jwk(vector.find("key").value(), algorithm);
    auto const jwe = parse_jwe(member(vector, "compact"));
    REQUIRE(jwe);
    CHECK(jwe->algorithm == algorithm);
    CHECK(jwe->encryption == encryption);
    CHECK(decrypt_jwe(*jwe, key).value() == decoded_member(vector, "plaintext"));
    check_changes_refused(member(vector, "compact"),
                          [&](auto const& text) { return decrypted(text, key).has_value(); });
}

void check_not_read(std::string const& name, std::string const& why)
{
    auto const jwe = parse_jwe(member(load_vector("jwe.json", name), "compact"));
    REQUIRE_FALSE(jwe);
    CHECK(jwe.error().what == why);
}

} // namespace

TEST_CASE("RFC 7515 A.4: ES512 is outside our list")
{
    check_outside("RFC 7515 A.4", "ES512");
}

TEST_CASE("RFC 7515 A.5: the unsecured JWS is refused")
{
    CHECK_FALSE(parse_jws(member(load_vector("jws.json", "RFC 7515 A.5"), "compact")));
}

TEST_CASE("RFC 7515 E: a header that demands an extension is refused")
{
    CHECK_FALSE(parse_jws(member(load_vector("jws.json", "RFC 7515 E"), "compact")));
}

TEST_CASE("RFC 7520 4.1: RS256 verifies")
{
    check_verifies("RFC 7520 4.1", Algorithm::rs256);
}

TEST_CASE("RFC 7520 4.2: PS384 is outside our list")
{
    check_outside("RFC 7520 4.2", "PS384");
}

TEST_CASE("RFC 7520 4.3: ES512 is outside our list")
{
    check_outside("RFC 7520 4.3", "ES512");
}

TEST_CASE("RFC 7520 4.4: HS256 verifies")
{
    auto const vector = load_vector("jws.json", "RFC 7520 4.4");
    Secret const secret{decoded_member(vector, "secret")};
    auto const jws = parse_jws(member(vector, "compact"));
    REQUIRE(jws);
    CHECK(verify_jws_hmac(*jws, secret).value() == decoded_member(vector, "payload"));
    check_changes_refused(member(vector, "compact"), [&](auto const& text) {
        auto const changed = parse_jws(text);
        return changed && verify_jws_hmac(*changed, secret).has_value();
    });
}

TEST_CASE("RFC 7520 6: the nested PS256 signature verifies")
{
    check_verifies("RFC 7520 6", Algorithm::ps256);
}

TEST_CASE("RFC 7516 A.1: RSA-OAEP and A256GCM decrypt")
{
    check_decrypts("RFC 7516 A.1", KeyManagement::rsa_oaep, ContentEncryption::a256gcm);
}

TEST_CASE("RFC 7516 A.2 and RFC 7520 5.1: RSA1_5 is outside our list")
{
    check_not_read("RFC 7516 A.2", "the JWE header's alg is none of ours");
    check_not_read("RFC 7520 5.1", "the JWE header's alg is none of ours");
}

TEST_CASE("RFC 7516 A.3 and RFC 7520 5.8: A128KW is outside our list")
{
    check_not_read("RFC 7516 A.3", "the JWE header's alg is none of ours");
    check_not_read("RFC 7520 5.8", "the JWE header's alg is none of ours");
}

TEST_CASE("RFC 7520 5.2: RSA-OAEP and A256GCM decrypt")
{
    check_decrypts("RFC 7520 5.2", KeyManagement::rsa_oaep, ContentEncryption::a256gcm);
}

TEST_CASE("RFC 7520 5.3: PBES2 is outside our list")
{
    check_not_read("RFC 7520 5.3", "the JWE header's alg is none of ours");
}

TEST_CASE("RFC 7520 5.4: ECDH-ES+A128KW over P-384 and A128GCM decrypt")
{
    check_decrypts("RFC 7520 5.4", KeyManagement::ecdh_es_a128kw, ContentEncryption::a128gcm);
}

TEST_CASE("RFC 7520 5.5: ECDH-ES over P-256 and A128CBC-HS256 decrypt")
{
    check_decrypts("RFC 7520 5.5", KeyManagement::ecdh_es, ContentEncryption::a128cbc_hs256);
}

TEST_CASE("RFC 7520 5.6: dir is outside our list")
{
    check_not_read("RFC 7520 5.6", "the JWE header's alg is none of ours");
}

TEST_CASE("RFC 7520 5.7: A256GCMKW is outside our list")
{
    check_not_read("RFC 7520 5.7", "the JWE header's alg is none of ours");
}

TEST_CASE("RFC 7520 5.9: a compressed text is refused")
{
    check_not_read("RFC 7520 5.9", "the JWE is compressed");
}

TEST_CASE("RFC 7520 6: the nested JWT decrypts with RSA-OAEP and A128GCM")
{
    check_decrypts("RFC 7520 6", KeyManagement::rsa_oaep, ContentEncryption::a128gcm);
}

TEST_CASE("RFC 7518 C: both sides agree on the published key for A128GCM between Alice and Bob")
{
    auto const alice = key_from_private_jwk(
        parsed(
            R"({"kty":"EC","crv":"P-256","x":"gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0",)"
            R"("y":"SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps","d":"0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo"})"),
        KeyManagement::ecdh_es);
    auto const bob = key_from_private_jwk(
        parsed(
            R"({"kty":"EC","crv":"P-256","x":"weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",)"
            R"("y":"e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck","d":"VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw"})"),
        KeyManagement::ecdh_es);
    auto terms = agreement_terms(KeyManagement::ecdh_es, ContentEncryption::a128gcm);
    terms.apu = "Alice";
    terms.apv = "Bob";
    auto const encoded_key = [&](DecryptionKey const& own, DecryptionKey const& peer) {
        auto const agreed =
            agree_on_key(own.implementation().pkey.get(), peer.public_key().implementation().pkey.get(), terms);
        return base64url_encode(agreed.value().bytes());
    };
    CHECK(encoded_key(alice, bob) == "VqqN6vgjbSBcIijNcacQGg");
    CHECK(encoded_key(bob, alice) == "VqqN6vgjbSBcIijNcacQGg");
    terms.apv = "Bo";
    CHECK(encoded_key(bob, alice) != "VqqN6vgjbSBcIijNcacQGg");
}

} // namespace zugang::keys::test
