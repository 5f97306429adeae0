#include "tests/webauthn/ceremony.hpp"
#include <doctest.h>

namespace zugang::webauthn::tests {
namespace {

void check_refused(AttestationKind kind, RegistrationChange const& change)
{
    auto const draft = make_registration(kind, change);
    INFO(std::string(to_text(kind)) << ", " << change.what);
    CHECK_EQ(outcome(verify(draft, policy_for(kind))), to_name(change.reason));
}

} // namespace

TEST_CASE("a registration with one thing changed is refused for that reason, whatever its attestation")
{
    for (auto const kind : all_attestation_kinds) {
        REQUIRE_EQ(outcome(verify(make_registration(kind, {}), policy_for(kind))), "accepted");
        for (auto const& change : common_registration_changes())
            check_refused(kind, change);
    }
}

TEST_CASE("an attestation statement with one thing changed is refused for that reason")
{
    for (auto const kind : all_attestation_kinds)
        for (auto const& change : statement_changes(kind))
            check_refused(kind, change);
}

TEST_CASE("what is untrue in a statement is refused also where nobody asked for one")
{
    for (auto const kind : all_attestation_kinds)
        for (auto const& change : statement_changes(kind)) {
            INFO(std::string(to_text(kind)) << ", " << change.what);
            auto const result = verify(make_registration(kind, change), {});
            if (change.reason == Reason::untrusted_attestation)
                CHECK_EQ(outcome(result), "accepted"); // true, by somebody we need not trust
            else
                CHECK_EQ(outcome(result), to_name(change.reason));
        }
}

TEST_CASE("an assertion with one thing changed is refused for that reason, whatever its algorithm")
{
    for (auto const kind : all_key_kinds) {
        REQUIRE_EQ(outcome(verify(make_assertion(kind, {}))), "accepted");
        for (auto const& change : assertion_changes()) {
            INFO(std::string(to_text(kind)) << ", " << change.what);
            CHECK_EQ(outcome(verify(make_assertion(kind, change))), to_name(change.reason));
        }
    }
}

} // namespace zugang::webauthn::tests
