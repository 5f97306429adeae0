#include "tests/config/support.hpp"

namespace config = zugang::idp::config;
using config::testing::is_accepted;
using config::testing::problem_of;
using config::testing::problems_of;
using config::testing::with_issuer;

namespace {

bool may_use(std::string const& issuer, std::string const& rp_id)
{
    return problems_of(with_issuer("passkeys.rp_id = \"" + rp_id + "\"\n", issuer)).empty();
}

} // namespace

TEST_CASE("passkeys need no setting: they are this host's, for browsers alone, and nobody is asked who made the key")
{
    auto const parsed = config::parse(with_issuer(""));
    REQUIRE(parsed);
    auto const& passkeys = parsed->passkeys;
    CHECK(passkeys.rp_id.empty());
    CHECK(passkeys.origins.empty());
    CHECK(!passkeys.allow_cross_origin);
    CHECK(passkeys.attestation == config::AttestationMode::ignore);
    CHECK(passkeys.hardware == config::HardwareProof::device_bound);
    CHECK(passkeys.devices == 10);
}

TEST_CASE("passkeys are bound to the issuer's host or a domain above it")
{
    CHECK(may_use("https://id.konto.example", "id.konto.example"));
    CHECK(may_use("https://id.konto.example:8443", "konto.example"));
    CHECK(!may_use("https://id.konto.example", "example")); // whoever has a name under it
    CHECK(!may_use("https://id.konto.example", "onto.example"));
    CHECK(!may_use("https://id.konto.example", "www.id.konto.example"));
    CHECK(!may_use("https://id.konto.example", "konto.test"));
    CHECK(may_use("http://localhost:8080", "localhost"));
    CHECK(may_use("https://intranet", "intranet"));
    CHECK(problem_of(with_issuer("passkeys.rp_id = \"other.example\"\n")) ==
          "passkeys.rp_id (line 2) must be the issuer's host or a domain above it with at least two labels");
}

TEST_CASE("a plain origin is for test rigs")
{
    std::string const origin = "passkeys.origins = [\"http://localhost:9000\"]\n";
    CHECK(problems_of(with_issuer(origin, "http://localhost:8080")).empty());
    CHECK(problems_of(with_issuer(origin, "https://id.zugang.test")).empty());
    CHECK(problem_of(with_issuer(origin)) ==
          "passkeys.origins (line 2) may hold http://localhost only where the issuer is on localhost or a .test name");
    std::string const top = "[passkeys]\nallow_cross_origin = true\ntop_origins = [\"http://localhost:9000\"]\n";
    CHECK(problems_of(with_issuer(top, "http://localhost:8080")).empty());
    CHECK(!is_accepted(top));
}

TEST_CASE("frames of other sites are named only where frames are taken")
{
    CHECK(is_accepted("[passkeys]\nallow_cross_origin = true\ntop_origins = [\"https://portal.example\"]\n"));
    CHECK(problem_of(with_issuer("passkeys.top_origins = [\"https://portal.example\"]\n")) ==
          "passkeys.top_origins (line 2) needs allow_cross_origin = true");
}

TEST_CASE("authenticators are verified only where something can vouch for them")
{
    std::string const verify = "[passkeys]\nattestation = \"verify\"\n";
    CHECK(is_accepted(verify + "attestation_roots = \"makers.pem\"\n"));
    CHECK(is_accepted(verify + "metadata_file = \"blob.jwt\"\nmetadata_roots = \"fido.pem\"\n"));
    CHECK(problem_of(with_issuer(verify)) ==
          "passkeys.attestation (line 3) needs attestation_roots or metadata_file where it is \"verify\"");
    CHECK(problem_of(with_issuer("passkeys.metadata_file = \"blob.jwt\"\n")) ==
          "passkeys.metadata_file (line 2) needs metadata_roots: nobody would vouch for it");
    CHECK(problem_of(with_issuer("passkeys.hardware = \"attested\"\n")) ==
          "passkeys.hardware (line 2) needs attestation = \"verify\" where it is \"attested\"");
}

TEST_CASE("no model of authenticator is both allowed and denied")
{
    std::string const model = "[\"08987058-cadc-4b81-b6e1-30de50dcbe96\"]\n";
    std::string const other = "[\"08987058-cadc-4b81-b6e1-30de50dcbe97\"]\n";
    CHECK(is_accepted("passkeys.allowed_aaguids = " + model + "passkeys.denied_aaguids = " + other));
    CHECK(problem_of(with_issuer("passkeys.allowed_aaguids = " + model + "passkeys.denied_aaguids = " + model)) ==
          "passkeys.denied_aaguids (line 3) must not hold what allowed_aaguids holds");
}
