#include "base/json.hpp"
#include "doctest.h"
#include "webauthn/options.hpp"

namespace zugang::webauthn {
namespace {

CreationOptions creation()
{
    CreationOptions options;
    options.rp_id = "konto.example.org";
    options.rp_name = "Konto \"Musterstadt\"";
    options.user_handle = Bytes(32, 0xff);
    options.user_name = "max@example.org";
    options.display_name = "Max Mustermann";
    options.challenge = Bytes(32, 0x01);
    options.exclude = {{Bytes{1, 2, 3}, {"internal", "hybrid"}}, {Bytes{4}, {}}};
    return options;
}

Json parse(std::string const& json)
{
    return Json::parse(json).value();
}

} // namespace

TEST_CASE("a passkey is asked for: found by itself, with the user verified, on any device")
{
    auto const options = parse(to_json(creation()));
    CHECK(options.find("rp")->dump() == R"({"id":"konto.example.org","name":"Konto \"Musterstadt\""})");
    CHECK(options.find("user")->string("id") == "__________________________________________8");
    CHECK(options.find("user")->string("name") == "max@example.org");
    CHECK(options.find("user")->string("displayName") == "Max Mustermann");
    CHECK(options.string("challenge") == "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE");
    CHECK(options.integer("timeout") == 300'000);
    CHECK(options.find("authenticatorSelection")->dump() ==
          R"({"residentKey":"required","requireResidentKey":true,"userVerification":"required"})");
    CHECK(options.string("attestation") == "none");
    CHECK(options.find("extensions")->dump() == R"({"credProps":true})");
    CHECK(!options.has("hints"));
}

TEST_CASE("algorithms are asked for in our order, each known to the verifier")
{
    std::vector<std::int64_t> numbers;
    for (auto const& entry : parse(to_json(creation())).find("pubKeyCredParams")->items()) {
        CHECK(entry.string("type") == "public-key");
        numbers.push_back(entry.integer("alg").value());
    }
    CHECK(numbers == std::vector<std::int64_t>{-8, -7, -257, -35, -36});
}

TEST_CASE("what an account has already is named, with its ways where they are known")
{
    auto const excluded = parse(to_json(creation())).find("excludeCredentials")->items();
    REQUIRE(excluded.size() == 2);
    CHECK(excluded[0].dump() == R"({"type":"public-key","id":"AQID","transports":["internal","hybrid"]})");
    CHECK(excluded[1].dump() == R"({"type":"public-key","id":"BA"})");
}

TEST_CASE("a security key is asked for without a place of its own and without a PIN")
{
    auto options = creation();
    options.kind = CredentialKind::security_key;
    options.asks_attestation = true;
    auto const json = parse(to_json(options));
    CHECK(json.find("authenticatorSelection")->dump() ==
          R"({"authenticatorAttachment":"cross-platform","residentKey":"discouraged","requireResidentKey":false,)"
          R"("userVerification":"discouraged"})");
    CHECK(json.strings("hints") == std::vector<std::string>{"security-key"});
    CHECK(json.string("attestation") == "direct");
}

TEST_CASE("where nobody is asked, user verification is preferred only")
{
    auto options = creation();
    options.is_conditional = true;
    CHECK(parse(to_json(options)).find("authenticatorSelection")->string("userVerification") == "preferred");
    CHECK(parse(to_json(options)).find("authenticatorSelection")->string("residentKey") == "required");
}

TEST_CASE("a request names the server, and credentials only where an account is known")
{
    RequestOptions options;
    options.rp_id = "konto.example.org";
    options.challenge = Bytes(32, 0x01);
    CHECK(to_json(options) ==
          R"({"rpId":"konto.example.org","challenge":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE",)"
          R"("timeout":300000,"allowCredentials":[],"userVerification":"required"})");
    options.allow = {{Bytes{1}, {"usb"}}};
    options.user_verification = UserVerification::discouraged;
    auto const json = parse(to_json(options));
    CHECK(json.find("allowCredentials")->dump() == R"([{"type":"public-key","id":"AQ","transports":["usb"]}])");
    CHECK(json.string("userVerification") == "discouraged");
}

} // namespace zugang::webauthn
