#include "base/base64url.hpp"
#include "tests/webauthn/ceremony.hpp"
#include <algorithm>
#include <doctest.h>
#include <functional>

namespace zugang::webauthn::tests {
namespace {

/// Bytes that nobody signed and that nothing else holds to one value. A range that is not here must have no byte of
/// which a change is accepted; in each that is here some change is.
struct Unsigned {
    std::string what;
    std::size_t from;
    std::size_t size;
};

using Acceptance = std::function<bool(Bytes const&)>;

/// Every bit by itself, and all of them.
std::vector<std::uint8_t> const every_flip{0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff};
std::vector<std::uint8_t> const few_flips{0x01, 0xff};

/// Every offset at which at least one changed byte is accepted. `flips`: what is tried at each.
std::vector<std::size_t> accepted_offsets(Bytes const& whole, Acceptance const& is_accepted,
                                          std::vector<std::uint8_t> const& flips)
{
    REQUIRE(is_accepted(whole));
    std::vector<std::size_t> accepted;
    auto changed = whole;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        auto const is_free = [&](std::uint8_t flip) {
            changed[at] = whole[at] ^ flip;
            return is_accepted(changed);
        };
        if (std::ranges::any_of(flips, is_free))
            accepted.push_back(at);
        changed[at] = whole[at];
    }
    return accepted;
}

void check_unsigned(std::vector<std::size_t> const& accepted, std::vector<Unsigned> const& ranges)
{
    auto const holds = [](Unsigned const& range, std::size_t at) {
        return at >= range.from && at < range.from + range.size;
    };
    for (auto const at : accepted) {
        INFO("byte " << at << " can be changed");
        CHECK(std::ranges::any_of(ranges, [&](Unsigned const& range) { return holds(range, at); }));
    }
    for (auto const& range : ranges) {
        INFO(range.what << " is said to be unsigned, but no change of it is accepted");
        CHECK(std::ranges::any_of(accepted, [&](std::size_t at) { return holds(range, at); }));
    }
}

std::size_t find(ByteView whole, ByteView part)
{
    auto const found = std::ranges::search(whole, part);
    REQUIRE_FALSE(found.empty());
    return static_cast<std::size_t>(found.begin() - whole.begin());
}

// Where things stand in authenticator data (§6.1, §6.5.1).
constexpr std::size_t flags_at = 32;
constexpr std::size_t count_at = 33;
constexpr std::size_t aaguid_at = 37;

/// What nobody signs in authenticator data.
std::vector<Unsigned> unsigned_in_data(AttestationKind kind)
{
    Unsigned const backup{"whether it may be backed up", flags_at, 1};
    Unsigned const count{"the counter", count_at, 4};
    if (kind == AttestationKind::none)
        return {backup, count, {"the model", aaguid_at, 16}};
    // U2F's signature covers the relying party, the id and the key (§8.6 step 5).
    if (kind == AttestationKind::fido_u2f)
        return {backup, count};
    return {};
}

/// What nobody signs in an attestation object, as far as few_flips show it.
std::vector<Unsigned> unsigned_in(SoftRegistration const& made, AttestationKind kind)
{
    auto const object = made.attestation_object();
    // The root is in the chain for completeness only: the path ends at the configured one.
    if (kind == AttestationKind::android_key) {
        auto const& root = SoftAuthority::of_run().root.der;
        return {{"the copy of the root", find(object, root), root.size()}};
    }
    auto ranges = unsigned_in_data(kind);
    std::erase_if(ranges, [](Unsigned const& range) { return range.from == flags_at; }); // neither flip is of that bit
    for (auto& range : ranges)
        range.from += find(object, made.authenticator_data);
    return ranges;
}

/// In client data that nobody signs only what is compared is sure: not the name of a member that may be missing.
std::vector<Unsigned> unsigned_in_client_data(SoftRegistration const& made, AttestationKind kind)
{
    if (kind != AttestationKind::none)
        return {};
    std::string_view const name = "crossOrigin";
    return {
        {"the name crossOrigin, which may be missing", find(bytes_of(made.client_data), bytes_of(name)), name.size()}};
}

Bytes copy(std::string_view text)
{
    auto const bytes = bytes_of(text);
    return {bytes.begin(), bytes.end()};
}

bool is_accepted(RegistrationResponse const& response, AttestationPolicy const& policy)
{
    return verify_registration(response, {.party = party_of_test(),
                                          .challenge = challenge_of_test(),
                                          .attestation = policy,
                                          .now = SystemClock().now()})
        .has_value();
}

/// The members of the JSON that are not looked at, or cannot be wrong: from the name to the value's end.
std::vector<Unsigned> unsigned_members(Bytes const& json, std::vector<std::string> const& members)
{
    std::vector<Unsigned> ranges;
    for (auto const& member : members)
        ranges.push_back({member, find(json, bytes_of(member)), member.size()});
    return ranges;
}

} // namespace

TEST_CASE("no byte of an attestation object can be changed but those that nobody signs")
{
    for (auto const kind : all_attestation_kinds) {
        INFO(std::string(to_text(kind)));
        auto const made = make_registration(kind, {}).answer;
        auto const policy = policy_for(kind);
        RegistrationResponse response{made.id, copy(made.client_data), {}, {}};
        auto const accepts = [&](Bytes const& changed) {
            response.attestation_object = changed;
            return is_accepted(response, policy);
        };
        check_unsigned(accepted_offsets(made.attestation_object(), accepts, few_flips), unsigned_in(made, kind));
    }
}

TEST_CASE("no bit of registered authenticator data can be changed but those that nobody signs")
{
    for (auto const kind : all_attestation_kinds) {
        INFO(std::string(to_text(kind)));
        auto made = make_registration(kind, {}).answer;
        auto const policy = policy_for(kind);
        auto const accepts = [&](Bytes const& changed) {
            made.authenticator_data = changed;
            return is_accepted({made.id, copy(made.client_data), made.attestation_object(), {}}, policy);
        };
        auto const whole = made.authenticator_data;
        check_unsigned(accepted_offsets(whole, accepts, every_flip), unsigned_in_data(kind));
    }
}

TEST_CASE("no byte of a registration's client data can be changed but those that nobody signs")
{
    for (auto const kind : all_attestation_kinds) {
        INFO(std::string(to_text(kind)));
        auto const made = make_registration(kind, {}).answer;
        RegistrationResponse response{made.id, {}, made.attestation_object(), {}};
        auto const accepts = [&](Bytes const& changed) {
            response.client_data = changed;
            return is_accepted(response, {});
        };
        check_unsigned(accepted_offsets(copy(made.client_data), accepts, few_flips),
                       unsigned_in_client_data(made, kind));
    }
}

TEST_CASE("no byte of an assertion can be changed, whatever its algorithm")
{
    using Put = std::function<void(SoftAssertion&, Bytes const&)>;
    for (auto const kind : all_key_kinds) {
        INFO(std::string(to_text(kind)));
        auto const draft = make_assertion(kind, {});
        auto const check_part = [&](Bytes const& whole, Put const& put, std::vector<std::uint8_t> const& flips) {
            auto const accepts = [&](Bytes const& changed) {
                auto other = draft;
                put(other.answer, changed);
                return verify(other).has_value();
            };
            CHECK(accepted_offsets(whole, accepts, flips).empty());
        };
        auto const& whole = draft.answer;
        check_part(whole.authenticator_data, [](auto& to, auto& part) { to.authenticator_data = part; }, every_flip);
        check_part(copy(whole.client_data), [](auto& to, auto& part) { to.client_data = text_of(part); }, few_flips);
        check_part(whole.signature, [](auto& to, auto& part) { to.signature = part; }, few_flips);
        check_part(*whole.user_handle, [](auto& to, auto& part) { to.user_handle = part; }, few_flips);
        check_part(whole.id, [](auto& to, auto& part) { to.id = part; }, few_flips);
    }
}

TEST_CASE("no byte of the JSON around a ceremony can be changed but members that count for nothing")
{
    auto const registered = make_registration(AttestationKind::self, {}).answer;
    auto const registration = copy(registered.json());
    auto const accepted_there = accepted_offsets(
        registration, [](Bytes const& changed) { return verify_registration_json(text_of(changed), {}).has_value(); },
        few_flips);
    check_unsigned(accepted_there,
                   unsigned_members(registration,
                                    {R"("authenticatorData":")" + base64url_encode(registered.authenticator_data) + '"',
                                     R"("transports":["internal"])", R"("authenticatorAttachment":"platform")",
                                     R"("clientExtensionResults":{})"}));
    auto const draft = make_assertion(KeyKind::es256, {});
    auto const assertion = copy(draft.answer.json());
    auto const accepted_here = accepted_offsets(
        assertion, [&](Bytes const& changed) { return verify_assertion_json(text_of(changed), draft).has_value(); },
        few_flips);
    check_unsigned(accepted_here, unsigned_members(assertion, {R"("authenticatorAttachment":"platform")",
                                                               R"("clientExtensionResults":{})"}));
}

} // namespace zugang::webauthn::tests
