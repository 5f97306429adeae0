#include "base/json.hpp"
#include "idp/config/schema.hpp"
#include "tests/config/support.hpp"
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace config = zugang::idp::config;
using config::testing::with_issuer;

TEST_CASE("config default is a file with the defaults")
{
    auto const parsed = config::parse(config::default_toml());
    REQUIRE(parsed);
    config::Config expected;
    expected.issuer = "http://localhost:8080";
    CHECK(config::to_toml(*parsed) == config::to_toml(expected));
}

TEST_CASE("config default names every key")
{
    auto const text = config::default_toml();
    for (auto const& key : config::schema()) {
        auto const line = "\n" + std::string(key.example.empty() ? "" : "#") + std::string(key.last()) + " = ";
        CHECK_MESSAGE(text.find(line) != std::string::npos, key.name);
    }
}

TEST_CASE("the commented keys of config default work when they are uncommented")
{
    auto text = config::default_toml();
    for (std::size_t at = 0; (at = text.find("\n#", at)) != std::string::npos;)
        if (text[at + 2] != ' ')
            text.erase(at + 1, 1);
        else
            ++at;
    for (auto at = text.find("http://localhost"); at != std::string::npos; at = std::string::npos)
        text.replace(at, 4, "https");
    auto const parsed = config::parse(text);
    REQUIRE(parsed);
    CHECK(parsed->listen.tls.value().certificate == "server.pem");
    CHECK(parsed->listen.mtls.value().port == 8443);
    CHECK(parsed->listen.mtls->ca_file == "clients-ca.pem");
    CHECK(parsed->test.clock_offset_file == "var/clock");
}

TEST_CASE("config show can be read back")
{
    auto const first = config::parse(with_issuer(R"(
[listen]
port = 9000
trusted_proxies = ["10.0.0.1", "::1"]
tls = { certificate = "a \"b\"\\c.pem", key = "ü.key" }
[session]
idle = "90s"
[policy]
second_factor = "recommended"
[test]
clock_offset_file = "clock"
)",
                                                 "https://id.zugang.test"));
    REQUIRE(first);
    auto const shown = config::to_toml(*first);
    auto const second = config::parse(shown);
    REQUIRE(second);
    CHECK(config::to_toml(*second) == shown);
    CHECK(second->listen.tls.value().certificate == "a \"b\"\\c.pem");
    CHECK(second->session.idle == config::Seconds{90});
    CHECK(second->test.clock_offset_file == "clock");
}

TEST_CASE("config show masks passwords")
{
    auto const parsed = config::parse(with_issuer("mail.smtp_url = \"smtp://u:s3cret@mail.example\"\n"
                                                  "store.url = \"postgresql://u:s3cret@h/z\"\n"));
    REQUIRE(parsed);
    for (auto const& text : {config::to_toml(*parsed), config::to_json(*parsed)}) {
        CHECK(text.find("s3cret") == std::string::npos);
        CHECK(text.find("postgresql://u:***@h/z") != std::string::npos);
    }
}

TEST_CASE("config show as JSON names each key with its section")
{
    auto const parsed = config::parse(with_issuer(""));
    REQUIRE(parsed);
    auto const json = zugang::Json::parse(config::to_json(*parsed));
    REQUIRE(json);
    CHECK(json->string("issuer") == "https://id.example");
    CHECK(json->integer("listen.port") == 8080);
    CHECK(json->boolean("policy.registration") == true);
    CHECK(json->string("session.idle") == "30m");
    CHECK(json->strings("keys.algorithms") == std::vector<std::string>{"ES256", "RS256", "PS256", "EdDSA"});
    CHECK(!json->has("listen.tls.certificate"));
}

TEST_CASE("docs/configuration.md is what the schema says; ZUGANG_UPDATE_DOCS=1 writes it again")
{
    std::string const file = ZUGANG_SOURCE_DIR "/docs/configuration.md";
    auto const expected = config::documentation();
    if (std::getenv("ZUGANG_UPDATE_DOCS") != nullptr)
        std::ofstream(file, std::ios::binary) << expected;
    std::ifstream stream(file, std::ios::binary);
    std::string const written{std::istreambuf_iterator<char>(stream), {}};
    CHECK_MESSAGE(written == expected, "to write it again: ZUGANG_UPDATE_DOCS=1 build/dev/tests/tests_config");
}
