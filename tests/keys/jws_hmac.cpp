#include "base/sha256.hpp"
#include "doctest.h"
#include "keys_support.hpp"

namespace zugang::keys::test {
namespace {

std::string mac_with_header(std::string_view secret, std::string_view header, std::string_view payload)
{
    auto const input = encoded(header) + "." + encoded(payload);
    return input + "." + base64url_encode(hmac_sha256(bytes_of(secret), bytes_of(input)));
}

bool is_mac_accepted(std::string const& compact, std::string const& secret)
{
    auto const jws = parse_jws(compact);
    return jws && verify_jws_hmac(*jws, Secret{secret}).has_value();
}

} // namespace

TEST_CASE("RFC 7515 A.1: the HS256 example verifies, and not with another payload")
{
    auto const key =
        base64url_decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CA"
                         "ow")
            .value();
    std::string const secret{text_of(key)};
    std::string const header = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.";
    std::string const signature = ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    auto const jws = parse_jws(header +
                               "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ij"
                               "p0cnVlfQ" +
                               signature);
    REQUIRE(jws);
    CHECK(verify_jws_hmac(*jws, Secret{secret}).value() ==
          "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}");
    CHECK_FALSE(is_mac_accepted(header + encoded("{}") + signature, secret));
}

TEST_CASE("HS256 wants a secret of 32 bytes, 31 are refused")
{
    for (auto const size : {std::size_t{31}, std::size_t{32}}) {
        std::string const secret(size, 's');
        CHECK(is_mac_accepted(mac_with_header(secret, R"({"alg":"HS256"})", "{}"), secret) == (size == 32));
    }
}

TEST_CASE("a right MAC under a header that does not say HS256 is refused")
{
    std::string const secret(32, 's');
    for (auto const* const name : {"HS256", "HS384", "HS512", "hs256", "ES256", "RS256"})
        CHECK(is_mac_accepted(mac_with_header(secret, JsonObject{}.add("alg", name).str(), "{}"), secret) ==
              (std::string_view{name} == "HS256"));
}

TEST_CASE("a MAC that is cut, lengthened, of another secret or of zeros is refused")
{
    std::string const secret(32, 's');
    auto jws = parse_jws(mac_with_header(secret, R"({"alg":"HS256"})", "{}")).value();
    CHECK(verify_jws_hmac(jws, Secret{secret}));
    CHECK_FALSE(verify_jws_hmac(jws, Secret{std::string(32, 't')}));
    auto const right = jws.signature;
    jws.signature.pop_back();
    CHECK_FALSE(verify_jws_hmac(jws, Secret{secret}));
    jws.signature = right;
    jws.signature.push_back(0);
    CHECK_FALSE(verify_jws_hmac(jws, Secret{secret}));
    jws.signature = Bytes(32);
    CHECK_FALSE(verify_jws_hmac(jws, Secret{secret}));
}

TEST_CASE("a public key's own text is no HS256 secret for a token it should verify")
{
    // The classic confusion: the attacker signs with what everybody knows.
    auto const key = key_of(Algorithm::rs256).public_key();
    CHECK_FALSE(is_accepted(mac_with_header(key.to_jwk(), R"({"alg":"HS256"})", "{}"), key));
}

} // namespace zugang::keys::test
