#include "doctest.h"
#include "keys_support.hpp"

namespace zugang::keys::test {
namespace {

/// The compact form with one bit of one decoded part flipped, part 0 being the header.
std::string with_flipped_bit(std::array<Bytes, 3> parts, std::size_t part, std::size_t bit)
{
    parts[part][bit / 8] = static_cast<std::uint8_t>(parts[part][bit / 8] ^ (1U << (bit % 8)));
    return base64url_encode(parts[0]) + "." + base64url_encode(parts[1]) + "." + base64url_encode(parts[2]);
}

std::array<Bytes, 3> decoded_parts(std::string const& compact)
{
    auto const first = compact.find('.');
    auto const second = compact.find('.', first + 1);
    return {base64url_decode(compact.substr(0, first)).value(),
            base64url_decode(compact.substr(first + 1, second - first - 1)).value(),
            base64url_decode(compact.substr(second + 1)).value()};
}

/// `header` signed properly by the ES256 key, so that only the header can be what is refused.
bool is_header_accepted(std::string_view header)
{
    auto const& key = key_of(Algorithm::es256);
    return is_accepted(sign_with_header(key, header, "{}"), key.public_key());
}

} // namespace

TEST_CASE("every single flipped bit of header, payload or signature is refused")
{
    for (auto const algorithm : {Algorithm::es256, Algorithm::eddsa}) {
        CAPTURE(to_name(algorithm));
        auto const key = key_of(algorithm).public_key();
        auto const compact = sign_jws(key_of(algorithm), "JWT", R"({"sub":"max"})");
        REQUIRE(is_accepted(compact, key));
        auto const parts = decoded_parts(compact);
        int accepted = 0;
        for (std::size_t part = 0; part < parts.size(); ++part)
            for (std::size_t bit = 0; bit < parts[part].size() * 8; ++bit)
                accepted += is_accepted(with_flipped_bit(parts, part, bit), key) ? 1 : 0;
        CHECK(accepted == 0);
    }
}

TEST_CASE("another key of the same algorithm does not verify")
{
    for (auto const algorithm : {Algorithm::es256, Algorithm::es384, Algorithm::eddsa}) {
        auto const compact = sign_jws(key_of(algorithm), "JWT", "{}");
        CHECK(is_accepted(compact, key_of(algorithm).public_key()));
        CHECK_FALSE(is_accepted(compact, PrivateKey::generate(algorithm).public_key()));
    }
    CHECK_FALSE(is_accepted(sign_jws(key_of(Algorithm::rs256), "JWT", "{}"), key_of(Algorithm::ps256).public_key()));
}

TEST_CASE("the algorithm is the key's: a header that names another one is refused though the signature is right")
{
    for (auto const algorithm : all_algorithms) {
        auto const& key = key_of(algorithm);
        for (auto const* const named : {"ES256", "ES384", "RS256", "PS256", "EdDSA", "HS256", "es256", "RS512"}) {
            CAPTURE(named);
            auto const compact = sign_with_header(key, JsonObject{}.add("alg", named).str(), "{}");
            CHECK(is_accepted(compact, key.public_key()) == (named == to_name(algorithm)));
        }
    }
}

TEST_CASE("one RSA key does not verify PS256 as RS256, nor the other way round")
{
    auto const der = key_of(Algorithm::rs256).to_pkcs8();
    auto const same_as_ps256 = PrivateKey::from_pkcs8(der.bytes(), Algorithm::ps256).value();
    auto const rs256 = key_of(Algorithm::rs256);
    CHECK(same_as_ps256.public_key().verify("text", same_as_ps256.sign("text")));
    CHECK_FALSE(rs256.public_key().verify("text", same_as_ps256.sign("text")));
    CHECK_FALSE(same_as_ps256.public_key().verify("text", rs256.sign("text")));
}

TEST_CASE("an unsigned token is refused in every spelling of none, with and without a signature part")
{
    auto const real = base64url_encode(key_of(Algorithm::es256).sign("x"));
    for (auto const* const name : {"none", "None", "NONE", "nOnE"}) {
        auto const input = encoded(JsonObject{}.add("alg", name).str()) + "." + encoded("{}") + ".";
        CHECK_FALSE(parse_jws(input));
        CHECK_FALSE(parse_jws(input + real));
    }
    auto const es256 = encoded(R"({"alg":"ES256"})") + "." + encoded("{}") + ".";
    CHECK_FALSE(parse_jws(es256));
    CHECK(parse_jws(es256 + real));
}

TEST_CASE("a header that demands an extension is refused")
{
    CHECK(is_header_accepted(R"({"alg":"ES256"})"));
    CHECK_FALSE(is_header_accepted(R"({"alg":"ES256","crit":["exp"],"exp":1})"));
    CHECK_FALSE(is_header_accepted(R"({"alg":"ES256","crit":[]})"));
    CHECK_FALSE(is_header_accepted(R"({"alg":"ES256","crit":null})"));
    CHECK_FALSE(is_header_accepted(R"({"alg":"ES256","b64":false,"crit":["b64"]})"));
    CHECK_FALSE(is_header_accepted(R"({"alg":"ES256","b64":true})"));
}

TEST_CASE("a header that is no JSON object with a string alg, or names a member twice, is refused")
{
    for (auto const* const header :
         {"", "{", "[]", "\"ES256\"", "{}", R"({"alg":null})", R"({"alg":["ES256"]})", R"({"alg":""})",
          R"({"alg":"ES256","alg":"ES256"})", R"({"alg":"ES256","kid":1})", R"({"alg":"ES256","typ":{}})",
          R"({"alg":"ES256"} x)", "{\"alg\":\"ES256\",\"kid\":\"\xff\"}"}) {
        CAPTURE(header);
        CHECK_FALSE(is_header_accepted(header));
    }
    CHECK(is_header_accepted(R"({"alg":"ES256","kid":"","typ":"JWT"})"));
}

TEST_CASE("a key the header brings along verifies nothing")
{
    auto const attacker = PrivateKey::generate(Algorithm::es256);
    auto const header =
        JsonObject{}.add("alg", "ES256").add_raw("jwk", attacker.public_key().to_jwk()).add("jku", "https://x/").str();
    auto const compact = sign_with_header(attacker, header, "{}");
    CHECK(is_accepted(compact, attacker.public_key()));
    CHECK_FALSE(is_accepted(compact, key_of(Algorithm::es256).public_key()));
}

TEST_CASE("only three canonical base64url parts are a JWS")
{
    auto const compact = sign_jws(key_of(Algorithm::es256), "JWT", "{}");
    auto const key = key_of(Algorithm::es256).public_key();
    REQUIRE(is_accepted(compact, key));
    CHECK_FALSE(parse_jws(""));
    CHECK_FALSE(parse_jws("."));
    CHECK_FALSE(parse_jws(".."));
    CHECK_FALSE(parse_jws(compact.substr(0, compact.rfind('.'))));
    CHECK_FALSE(parse_jws(compact + "."));
    CHECK_FALSE(parse_jws(compact + ".AAAA.AAAA"));
    CHECK_FALSE(parse_jws(compact + "="));
    CHECK_FALSE(parse_jws(compact + "\n"));
    CHECK_FALSE(parse_jws(" " + compact));
    CHECK_FALSE(parse_jws(compact + std::string(1, '\0')));
}

TEST_CASE("a second spelling of the same signature is refused: the spare bits of the last character must be zero")
{
    // 64 bytes end in a character of which four bits are spare.
    auto const compact = sign_jws(key_of(Algorithm::es256), "JWT", "{}");
    std::string const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    auto const last = alphabet.find(compact.back());
    REQUIRE(last % 16 == 0);
    for (std::size_t spare = 1; spare < 16; ++spare)
        CHECK_FALSE(parse_jws(compact.substr(0, compact.size() - 1) + alphabet[last + spare]));
}

TEST_CASE("an ECDSA signature in DER, cut, lengthened or of zeros is refused")
{
    auto const key = key_of(Algorithm::es256).public_key();
    auto const signature = key_of(Algorithm::es256).sign("text");
    REQUIRE(key.verify("text", signature));
    CHECK_FALSE(key.verify("text", ByteView{signature}.first(63)));
    CHECK_FALSE(key.verify("text", {}));
    CHECK_FALSE(key.verify("text", Bytes(64)));
    CHECK_FALSE(key.verify("text", Bytes(64, 0xff)));
    auto with_byte_behind = signature;
    with_byte_behind.push_back(0);
    CHECK_FALSE(key.verify("text", with_byte_behind));
    auto with_byte_between = signature; // where r and s would still be the first and the last 32 bytes
    with_byte_between.insert(with_byte_between.begin() + 32, 0);
    CHECK_FALSE(key.verify("text", with_byte_between));
    Bytes const der{0x30, 0x06, 0x02, 0x01, 0x01, 0x02, 0x01, 0x01};
    CHECK_FALSE(key.verify("text", der));
}

TEST_CASE("a refused signature leaves nothing behind that spoils the next one")
{
    for (auto const algorithm : all_algorithms) {
        auto const key = key_of(algorithm).public_key();
        auto const signature = key_of(algorithm).sign("text");
        CHECK_FALSE(key.verify("other", signature));
        CHECK(key.verify("text", signature));
        CHECK_FALSE(key.verify("text", Bytes(3)));
        CHECK(key.verify("text", signature));
    }
}

TEST_CASE("a JWS of 64 KiB is read, one byte more is not")
{
    auto const start = encoded(R"({"alg":"ES256"})") + ".";
    auto const of_size = [&](std::size_t size) { return start + std::string(size - start.size() - 5, 'A') + ".AAAA"; };
    REQUIRE(of_size(65536).size() == 65536);
    REQUIRE(of_size(65536).substr(start.size()).find('.') % 4 == 2); // a possible length of base64url
    REQUIRE(of_size(65537).substr(start.size()).find('.') % 4 == 3); // and this one too
    CHECK(parse_jws(of_size(65536)));
    CHECK_FALSE(parse_jws(of_size(65537)));
    CHECK_FALSE(parse_jws(of_size(65540)));
}

} // namespace zugang::keys::test
