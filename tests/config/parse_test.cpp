#include "idp/config/nearest.hpp"
#include "tests/config/support.hpp"
#include <fstream>
#include <tuple>
#include <unistd.h>

namespace config = zugang::idp::config;
using config::testing::is_accepted;
using config::testing::problem_of;
using config::testing::problems_of;
using config::testing::with_issuer;

TEST_CASE("a key that is not known stops with the nearest known name")
{
    CHECK(problem_of(with_issuer("\n[listen]\nprot = 80\n")) ==
          "listen.prot (line 4) is not known; did you mean listen.port?");
    CHECK(problem_of("isuer = \"https://id.example\"\nissuer = \"https://id.example\"\n") ==
          "isuer (line 1) is not known; did you mean issuer?");
    CHECK(problem_of(with_issuer("[sesion]\nidle = \"5m\"\n")) ==
          "sesion.idle (line 3) is not known; did you mean session.idle?");
    CHECK(problem_of(with_issuer("[sesion]\n")) == "sesion (line 2) is not known; did you mean session?");
}

TEST_CASE("every problem of a file is told at once")
{
    auto const problems = problems_of("[listen]\nport = 0\nprot = 1\n[session]\nidle = 5\n");
    REQUIRE(problems.size() == 4);
    CHECK(problems[0] == "listen.port (line 2) must be 1 to 65535");
    CHECK(problems[1] == "listen.prot (line 3) is not known; did you mean listen.port?");
    CHECK(problems[2].starts_with("session.idle (line 5) must be a duration"));
    CHECK(problems[3].starts_with("issuer is missing"));
}

TEST_CASE("a value of the wrong type is refused by the name of the right one")
{
    CHECK(problem_of("issuer = 5\n") == "issuer (line 1) must be a text in quotes");
    CHECK(problem_of(with_issuer("[listen]\naddress = 1\n")) == "listen.address (line 3) must be a text in quotes");
    CHECK(problem_of(with_issuer("[listen]\nport = \"80\"\n")) == "listen.port (line 3) must be a whole number");
    CHECK(problem_of(with_issuer("[listen]\nport = 80.0\n")) == "listen.port (line 3) must be a whole number");
    CHECK(problem_of(with_issuer("[listen]\nport = {}\n")) == "listen.port (line 3) must be a whole number");
    CHECK(problem_of(with_issuer("[policy]\nregistration = \"yes\"\n")) ==
          "policy.registration (line 3) must be true or false");
    CHECK(problem_of(with_issuer("[session]\nidle = 30\n")).starts_with("session.idle (line 3) must be a duration"));
    CHECK(problem_of(with_issuer("[listen]\ntrusted_proxies = \"10.0.0.1\"\n")).find("must be a list of texts") !=
          std::string::npos);
    CHECK(problem_of(with_issuer("[listen]\ntrusted_proxies = [1]\n")).find("must be a list of texts") !=
          std::string::npos);
    CHECK(problem_of(with_issuer("listen = 5\n")) == "listen (line 2) must be a section: [listen]");
    CHECK(problem_of(with_issuer("[[listen]]\nport = 80\n")) == "listen (line 2) must be a section: [listen]");
}

TEST_CASE("a file that is no TOML is told with its line")
{
    CHECK(problem_of("issuer = \"https://id.example\"\nlisten = = 1\n").starts_with("line 2: "));
    CHECK(problem_of("issuer = \"a\"\nissuer = \"b\"\n").starts_with("line 2: "));
    CHECK(problem_of("issuer = \"\xff\"\n").starts_with("line 1: "));
}

TEST_CASE("TLS is one inline table or a section, with certificate and key")
{
    auto const inline_table =
        config::parse(with_issuer("[listen]\ntls = { certificate = \"a.pem\", key = \"a.key\", minimum = \"1.2\" }\n"));
    REQUIRE(inline_table);
    REQUIRE(inline_table->listen.tls);
    CHECK(inline_table->listen.tls->certificate == "a.pem");
    CHECK(inline_table->listen.tls->key == "a.key");
    CHECK(inline_table->listen.tls->minimum == "1.2");
    auto const section = config::parse(with_issuer("[listen.tls]\ncertificate = \"a.pem\"\nkey = \"a.key\"\n"));
    REQUIRE(section);
    CHECK(section->listen.tls.value().minimum == "1.3");
    CHECK(!config::parse(with_issuer(""))->listen.tls);
    CHECK(problem_of(with_issuer("[listen]\ntls = { certificate = \"a.pem\" }\n")) ==
          "listen.tls (line 3) needs both certificate and key");
    CHECK(problem_of(with_issuer("[listen]\ntls = { minimum = \"1.3\" }\n")) ==
          "listen.tls (line 3) needs both certificate and key");
    CHECK(!is_accepted("[listen]\ntls = { certificate = \"a\", key = \"b\", minimum = \"1.1\" }\n"));
    CHECK(problem_of(with_issuer("[listen]\ntls = { certificate = \"a\", key = \"b\", min = \"1.3\" }\n"))
              .find("listen.tls.min ") == 0);
}

TEST_CASE("an empty TLS table is no TLS that was forgotten")
{
    CHECK(problem_of(with_issuer("[listen]\ntls = {}\n")) == "listen.tls (line 3) needs both certificate and key");
}

TEST_CASE("the listener that asks for client certificates needs TLS, and an authority unless anybody may come")
{
    std::string const tls = "tls = { certificate = \"a.pem\", key = \"a.key\" }\n";
    auto const parsed = config::parse(with_issuer("[listen]\n" + tls + "[listen.mtls]\nca_file = \"ca.pem\"\n"));
    REQUIRE(parsed);
    CHECK(parsed->listen.mtls.value().port == 8443);
    CHECK(parsed->listen.mtls->trust == "ca");
    CHECK(parsed->listen.mtls->ca_file == "ca.pem");
    CHECK(parsed->mtls_origin() == "https://id.example:8443");
    CHECK(is_accepted("[listen]\n" + tls + "mtls = { trust = \"any\", port = 9443, address = \"::1\" }\n"));
    CHECK(problem_of(with_issuer("[listen]\n" + tls + "[listen.mtls]\ntrust = \"ca\"\n")) ==
          "listen.mtls (line 4) needs ca_file where trust is \"ca\"");
    CHECK(problem_of(with_issuer("[listen]\n" + tls + "mtls = {}\n")) ==
          "listen.mtls (line 4) needs ca_file where trust is \"ca\"");
    CHECK(problem_of(with_issuer("[listen.mtls]\ntrust = \"any\"\n")) == "listen.mtls (line 2) needs listen.tls");
    CHECK(!is_accepted("[listen]\n" + tls + "mtls = { trust = \"all\" }\n"));
    CHECK(!is_accepted("[listen]\n" + tls + "mtls = { trust = \"any\", address = \"localhost\" }\n"));
    for (auto const* const good : {"1", "65535"})
        CHECK(is_accepted("[listen]\n" + tls + "mtls = { trust = \"any\", port = " + good + " }\n"));
    for (auto const* const bad : {"0", "65536", "8080"})
        CHECK(!is_accepted("[listen]\n" + tls + "mtls = { trust = \"any\", port = " + bad + " }\n"));
}

TEST_CASE("the address for client certificates is the issuer's host with that port")
{
    config::Config config;
    config.listen.mtls.emplace();
    for (auto const& [issuer, port, origin] : {std::tuple{"https://id.example", 8443, "https://id.example:8443"},
                                               std::tuple{"https://id.example:9000", 8443, "https://id.example:8443"},
                                               std::tuple{"https://id.example:9000", 443, "https://id.example"},
                                               std::tuple{"https://[::1]:9000", 8443, "https://[::1]:8443"}}) {
        config.issuer = issuer;
        config.listen.mtls->port = static_cast<std::uint16_t>(port);
        CHECK(config.mtls_origin() == origin);
    }
}

TEST_CASE("the values of a file are in the configuration")
{
    auto const parsed = config::parse(with_issuer(R"(
[listen]
address = "::1"
port = 8443
trusted_proxies = ["10.0.0.0/8", "2001:db8::1"]
[store]
url = "postgresql://zugang@db1,db2/zugang?target_session_attrs=read-write"
[policy]
second_factor = "recommended"
registration = false
[session]
idle = "10m"
[keys]
algorithms = ["ES256", "EdDSA"]
)"));
    REQUIRE(parsed);
    CHECK(parsed->issuer == "https://id.example");
    CHECK(parsed->listen.address == "::1");
    CHECK(parsed->listen.port == 8443);
    CHECK(parsed->listen.trusted_proxies == std::vector<std::string>{"10.0.0.0/8", "2001:db8::1"});
    CHECK(parsed->store.url == "postgresql://zugang@db1,db2/zugang?target_session_attrs=read-write");
    CHECK(parsed->policy.second_factor == config::SecondFactor::recommended);
    CHECK(!parsed->policy.registration);
    CHECK(parsed->session.idle == config::Seconds{600});
    CHECK(parsed->session.absolute == config::Seconds{43200});
    CHECK(parsed->keys.algorithms == std::vector<std::string>{"ES256", "EdDSA"});
}

TEST_CASE("the distance of two names counts a swap of neighbours once")
{
    CHECK(config::edit_distance("", "") == 0);
    CHECK(config::edit_distance("", "abc") == 3);
    CHECK(config::edit_distance("prot", "port") == 1);
    CHECK(config::edit_distance("kitten", "sitting") == 3);
    CHECK(config::edit_distance("abc", "abc") == 0);
    CHECK(config::find_nearest("x", {"ab", "y", "z"}) == "y");
}

TEST_CASE("a file that cannot be read is a problem, not an empty configuration")
{
    CHECK(config::load("/nonexistent/zugang.toml").error().front().starts_with("cannot be read: "));
    CHECK(config::load("/").error().front().starts_with("cannot be read: "));
}

TEST_CASE("a file is read like a text")
{
    auto const file = "/tmp/zugang_config_test_" + std::to_string(::getpid()) + ".toml";
    std::ofstream(file) << with_issuer("[listen]\nport = 9000\n");
    auto const loaded = config::load(file);
    std::remove(file.c_str());
    REQUIRE(loaded);
    CHECK(loaded->listen.port == 9000);
}
