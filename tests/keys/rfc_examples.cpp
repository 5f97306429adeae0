// The published examples of the RFCs. Keys in here stand in those RFCs and protect nothing.
#include "base/text.hpp"
#include "doctest.h"
#include "keys_support.hpp"

namespace zugang::keys::test {
namespace {

std::string const example_payload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb"
                                    "290Ijp0cnVlfQ";

PublicKey imported(std::string const& jwk, Algorithm algorithm)
{
    auto key = PublicKey::from_jwk(parsed(jwk), algorithm);
    REQUIRE(key);
    return *key;
}

std::string const ed25519_jwk = R"({"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})";

/// RFC 8037 A.1 as PKCS#8 (RFC 8410 §7): a fixed prefix before the 32 bytes.
PrivateKey rfc8037_private_key()
{
    Bytes der{0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20};
    auto const seed = base64url_decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").value();
    der.insert(der.end(), seed.begin(), seed.end());
    auto key = PrivateKey::from_pkcs8(der, Algorithm::eddsa);
    REQUIRE(key);
    return *key;
}

} // namespace

TEST_CASE("RFC 7515 A.2: the RS256 example verifies, and not with another payload")
{
    auto const key = imported(
        R"({"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt)"
        R"(0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA)"
        R"(9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9ia)"
        R"(GNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"})",
        Algorithm::rs256);
    std::string const signature =
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CU"
        "Ar7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_d"
        "O--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0ig"
        "cN_IoypGlUPQGe77Rw";
    CHECK(is_accepted("eyJhbGciOiJSUzI1NiJ9." + example_payload + "." + signature, key));
    CHECK_FALSE(is_accepted("eyJhbGciOiJSUzI1NiJ9." + encoded("{}") + "." + signature, key));
}

TEST_CASE("RFC 7515 A.3: the ES256 example verifies, and not with another payload")
{
    auto const key = imported(R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                              R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})",
                              Algorithm::es256);
    std::string const signature =
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    auto const jws = parse_jws("eyJhbGciOiJFUzI1NiJ9." + example_payload + "." + signature);
    REQUIRE(jws);
    CHECK(verify_jws(*jws, key).value() ==
          "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}");
    CHECK_FALSE(is_accepted("eyJhbGciOiJFUzI1NiJ9." + encoded("{}") + "." + signature, key));
}

TEST_CASE("RFC 8037 A.1 and A.2: the private Ed25519 key has the published public key")
{
    auto const jwk = parsed(rfc8037_private_key().public_key().to_jwk());
    CHECK(jwk.string("x") == parsed(ed25519_jwk).string("x"));
    CHECK(jwk.string("kty") == "OKP");
    CHECK(jwk.string("crv") == "Ed25519");
}

TEST_CASE("RFC 8037 A.3: the Ed25519 key has the published thumbprint")
{
    CHECK(imported(ed25519_jwk, Algorithm::eddsa).thumbprint() == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

TEST_CASE("RFC 8037 A.4 and A.5: the Ed25519 signature is the published one and verifies")
{
    auto const input = "eyJhbGciOiJFZERTQSJ9." + encoded("Example of Ed25519 signing");
    auto const signature = base64url_encode(rfc8037_private_key().sign(input));
    CHECK(signature == "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
    auto const key = imported(ed25519_jwk, Algorithm::eddsa);
    CHECK(is_accepted(input + "." + signature, key));
    CHECK_FALSE(is_accepted("eyJhbGciOiJFZERTQSJ9." + encoded("Example of Ed25519 signinG") + "." + signature, key));
}

TEST_CASE("RFC 7638 3.1: the RSA key has the published thumbprint, whatever other members the JWK has")
{
    auto const key = imported(
        R"({"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_B)"
        R"(JECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAt)"
        R"(aSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_)"
        R"(xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"})",
        Algorithm::rs256);
    CHECK(key.thumbprint() == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    CHECK(key.kid() == "2011-04-29");
}

} // namespace zugang::keys::test
