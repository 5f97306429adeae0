#include "tests/config/support.hpp"

namespace config = zugang::idp::config;
using config::testing::problem_of;
using config::testing::problems_of;
using config::testing::with_issuer;

namespace {

bool accepts_issuer(std::string const& issuer)
{
    return problems_of(with_issuer("", issuer)).empty();
}

} // namespace

TEST_CASE("an issuer is an https origin")
{
    for (auto const* const issuer :
         {"https://id.example", "https://id.example:8443", "https://192.0.2.7", "https://[2001:db8::1]"})
        CHECK_MESSAGE(accepts_issuer(issuer), issuer);
}

TEST_CASE("an issuer with anything behind its host is refused")
{
    for (auto const* const issuer :
         {"https://id.example/", "https://id.example/auth", "https://id.example?", "https://id.example?a=b",
          "https://id.example#", "https://id.example:443", "https://ID.example", "HTTPS://id.example",
          "https://user@id.example", "https://", "id.example", "", "ftp://id.example", "https://id example"})
        CHECK_MESSAGE(!accepts_issuer(issuer), issuer);
}

TEST_CASE("plain http is for this machine and .test names alone")
{
    for (auto const* const issuer :
         {"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080", "http://id.zugang.test"})
        CHECK_MESSAGE(accepts_issuer(issuer), issuer);
    for (auto const* const issuer : {"http://id.example", "http://localhost.example", "http://127.0.0.2",
                                     "http://.test", "http://idtest", "http://id.test.example"})
        CHECK_MESSAGE(!accepts_issuer(issuer), issuer);
}

TEST_CASE("a missing issuer is a problem of its own")
{
    CHECK(problem_of("") == "issuer is missing: the external address of this server");
}

TEST_CASE("the problem of an issuer says how it must be written")
{
    CHECK(problem_of(with_issuer("", "https://id.example/"))
              .starts_with("issuer (line 1) must be written https://id.example:"));
}

TEST_CASE("the test section is refused unless the issuer is local")
{
    CHECK(problems_of(with_issuer("[test]\nclock_offset_file = \"clock\"\n", "http://localhost:8080")).empty());
    CHECK(problems_of(with_issuer("[test]\nclock_offset_file = \"clock\"\n", "https://id.zugang.test")).empty());
    CHECK(problem_of(with_issuer("[test]\nclock_offset_file = \"clock\"\n")) ==
          "test (line 2) is allowed only where the issuer is on localhost or a .test name");
    CHECK(problem_of(with_issuer("[test]\n")).starts_with("test (line 2)"));
    CHECK(problem_of(with_issuer("test.clock_offset_file = \"clock\"\n")).starts_with("test (line 2)"));
}

TEST_CASE("a server with TLS of its own has an https issuer")
{
    std::string const tls = "[listen]\ntls = { certificate = \"a.pem\", key = \"a.key\" }\n";
    CHECK(problems_of(with_issuer(tls, "https://localhost:8080")).empty());
    CHECK(problem_of(with_issuer(tls, "http://localhost:8080")) ==
          "issuer (line 1) must begin with https:// where listen.tls is set");
}

TEST_CASE("Argon2id may be weak only on a developer's machine")
{
    auto const password = [](std::int64_t memory, std::int64_t iterations) {
        return "[password]\nmemory_kib = " + std::to_string(memory) + "\niterations = " + std::to_string(iterations) +
               "\n";
    };
    CHECK(problems_of(with_issuer(password(47104, 1))).empty());
    CHECK(problem_of(with_issuer(password(47103, 1))) ==
          "password.memory_kib (line 3) must be at least 47104 with one iteration and 19456 with more");
    CHECK(problems_of(with_issuer(password(19456, 2))).empty());
    CHECK(!problems_of(with_issuer(password(19455, 2))).empty());
    CHECK(problems_of(with_issuer(password(19455, 2), "http://localhost:8080")).empty());
    CHECK(problems_of(with_issuer(password(8, 1), "https://id.zugang.test")).empty());
    CHECK(!problems_of(with_issuer(password(7, 1), "http://localhost:8080")).empty());
}
