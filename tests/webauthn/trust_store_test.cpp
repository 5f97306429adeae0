#include "doctest.h"
#include "tests/support/soft_certificate.hpp"
#include "webauthn/trust_store.hpp"

namespace zugang::webauthn {
namespace {

using zugang::tests::CertificatePlan;
using zugang::tests::KeyKind;
using zugang::tests::make_certificate;
using zugang::tests::soft_first_day;
using zugang::tests::soft_last_day;
using zugang::tests::SoftAuthority;
using zugang::tests::SoftCertificate;
using zugang::tests::SoftKey;

SoftCertificate leaf_of(SoftCertificate const& issuer, CertificatePlan plan = {.subject = {{"CN", "Schlüssel"}}})
{
    return make_certificate(SoftKey::make(KeyKind::es256), plan, &issuer);
}

Instant now()
{
    return SystemClock{}.now();
}

} // namespace

TEST_CASE("a root vouches for a leaf through the certificates that came with it, in any order")
{
    auto const& authority = SoftAuthority::of_run();
    auto const leaf = leaf_of(authority.intermediate).der;
    auto const roots = TrustStore::from_der({authority.root.der});
    CHECK(roots.vouches_for({leaf, authority.intermediate.der}, now()));
    CHECK(roots.vouches_for({leaf, authority.intermediate.der, authority.root.der}, now()));
    CHECK(roots.vouches_for({leaf, authority.root.der, authority.intermediate.der}, now()));
    CHECK_FALSE(roots.vouches_for({leaf}, now()));
    CHECK_FALSE(roots.vouches_for({}, now()));
    CHECK_FALSE(roots.vouches_for({leaf, Bytes{0x30, 0x00}}, now()));
    CHECK_FALSE(roots.vouches_for({Bytes{0x30, 0x00}, authority.intermediate.der}, now()));
}

TEST_CASE("nobody else's root vouches, also where the chain brings it along")
{
    auto const& authority = SoftAuthority::of_run();
    auto const& other = SoftAuthority::of_run(1);
    auto const roots = TrustStore::from_der({other.root.der});
    std::vector<Bytes> const chain{leaf_of(authority.intermediate).der, authority.intermediate.der, authority.root.der};
    CHECK_FALSE(roots.vouches_for(chain, now()));
    CHECK_FALSE(TrustStore::from_der({}).vouches_for(chain, now()));
    auto const self_signed = make_certificate(SoftKey::make(KeyKind::es256), {.subject = {{"CN", "Ich"}}}, nullptr);
    CHECK_FALSE(roots.vouches_for({self_signed.der}, now()));
}

TEST_CASE("an intermediate or a leaf that is configured ends the path")
{
    auto const& authority = SoftAuthority::of_run();
    auto const leaf = leaf_of(authority.intermediate).der;
    CHECK(TrustStore::from_der({authority.intermediate.der}).vouches_for({leaf}, now()));
    CHECK(TrustStore::from_der({leaf}).vouches_for({leaf}, now()));
    CHECK_FALSE(TrustStore::from_der({leaf}).vouches_for({leaf_of(authority.intermediate).der}, now()));
}

TEST_CASE("a leaf vouches for nobody else")
{
    auto const& authority = SoftAuthority::of_run();
    auto const leaf = leaf_of(authority.intermediate);
    auto const below = leaf_of(leaf).der;
    auto const roots = TrustStore::from_der({authority.root.der});
    CHECK_FALSE(roots.vouches_for({below, leaf.der, authority.intermediate.der}, now()));
}

TEST_CASE("every certificate of the path is valid now")
{
    using namespace std::chrono_literals;
    auto const& authority = SoftAuthority::of_run(); // from soft_first_day to soft_last_day
    auto const roots = TrustStore::from_der({authority.root.der});
    std::vector<Bytes> const chain{
        leaf_of(authority.intermediate,
                {.subject = {{"CN", "Lang"}}, .first_day = soft_first_day - 100, .last_day = soft_last_day + 100})
            .der,
        authority.intermediate.der};
    CHECK(roots.vouches_for(chain, now() + 24h * (soft_last_day - 1)));
    CHECK_FALSE(roots.vouches_for(chain, now() + 24h * (soft_last_day + 1))); // the leaf's time is not over
    CHECK_FALSE(roots.vouches_for(chain, now() + 24h * (soft_first_day - 1)));
    std::vector<Bytes> const short_chain{
        leaf_of(authority.intermediate, {.subject = {{"CN", "Kurz"}}, .first_day = -1, .last_day = 1}).der,
        authority.intermediate.der};
    CHECK(roots.vouches_for(short_chain, now() + 23h));
    CHECK_FALSE(roots.vouches_for(short_chain, now() + 25h));
}

TEST_CASE("a file of roots holds certificates in PEM, with text between them, and nothing else")
{
    auto const& one = SoftAuthority::of_run().root;
    auto const& other = SoftAuthority::of_run(1).root;
    auto const file = "Musterwerk\n" + one.pem() + "\nund noch eine:\n" + other.pem();
    auto const roots = TrustStore::from_pem(file);
    REQUIRE(roots.has_value());
    CHECK(roots->size() == 2);
    CHECK(roots->vouches_for({leaf_of(other).der}, now()));
    CHECK_FALSE(TrustStore::from_pem(""));
    CHECK_FALSE(TrustStore::from_pem("Hier steht nichts."));
    auto key = one.pem();
    for (auto at = key.find("CERTIFICATE"); at != std::string::npos; at = key.find("CERTIFICATE"))
        key.replace(at, 11, "PRIVATE KEY");
    CHECK_FALSE(TrustStore::from_pem(one.pem() + key));
}

TEST_CASE(
    "a file of roots that is damaged is refused whole: fewer roots than the operator meant are no surprise to find "
    "later")
{
    auto const good = SoftAuthority::of_run().root.pem();
    auto const cut = good.substr(0, good.size() / 2);
    CHECK_FALSE(TrustStore::from_pem(cut));
    CHECK_FALSE(TrustStore::from_pem(good + cut));
    auto damaged = good;
    damaged[80] = '*';
    CHECK_FALSE(TrustStore::from_pem(good + damaged));
    CHECK_FALSE(TrustStore::from_pem(std::string(4194305, ' ')));
}

TEST_CASE("what cannot be read of others' roots is left out")
{
    auto const& authority = SoftAuthority::of_run();
    auto const roots = TrustStore::from_der({Bytes{}, Bytes(20), authority.root.der});
    CHECK(roots.size() == 1);
    CHECK(roots.vouches_for({leaf_of(authority.root).der}, now()));
}

} // namespace zugang::webauthn
