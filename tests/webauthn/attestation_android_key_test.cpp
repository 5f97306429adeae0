#include "doctest.h"
#include "tests/support/soft_der.hpp"
#include "tests/webauthn/attested.hpp"
#include "webauthn/attestation/android_key_description.hpp"

namespace zugang::webauthn::attested {

using soft::AttestationKind;
namespace der = soft::der;

namespace {

soft::SoftStatement with_description(std::function<void(soft::AndroidKeyDescription&)> change)
{
    return {.change_description = std::move(change)};
}

/// A description with that list in place of what the trusted environment enforces.
Bytes description_with(Bytes const& list, Bytes const& behind = {})
{
    auto const level = der::enumerated(1);
    auto const version = der::integer(3);
    return der::sequence(
        {version, level, version, level, der::octets(Bytes(32)), der::octets({}), der::sequence({}), list, behind});
}

} // namespace

TEST_CASE("Android's keystore certifies the credential's own key, made in the trusted environment to sign")
{
    auto const verified = verify(AttestationKind::android_key).value();
    CHECK(verified.format == "android-key");
    CHECK(verified.type == AttestationType::certificate);
    CHECK(verified.is_in_hardware);
}

TEST_CASE("an Android key that is imported, decrypts, or belongs to all apps is refused, whichever list says so")
{
    using Description = soft::AndroidKeyDescription;
    std::vector<std::function<void(Description&)>> const changes{
        [](Description& key) { key.tee.origin = 2; },
        [](Description& key) { key.software.origin = 2; },
        [](Description& key) { key.tee.purposes = {0, 1, 3}; },
        [](Description& key) { key.tee.all_applications = true; },
        [](Description& key) { key.software.all_applications = true; },
        [](Description& key) { key.challenge = Bytes(32); },
    };
    for (auto const& change : changes)
        CHECK(reason_of(verify(AttestationKind::android_key, with_description(change))) == Reason::wrong_statement);
}

TEST_CASE("an Android key of which the software alone vouches is true, but not of the hardware")
{
    auto const in_software =
        with_description([](soft::AndroidKeyDescription& key) { std::swap(key.software, key.tee); });
    CHECK_FALSE(verify(AttestationKind::android_key, in_software).value().is_in_hardware);
    auto const of_unknown_origin = with_description([](soft::AndroidKeyDescription& key) { key.tee.origin.reset(); });
    CHECK_FALSE(verify(AttestationKind::android_key, of_unknown_origin).value().is_in_hardware);
    auto const several = with_description([](soft::AndroidKeyDescription& key) { key.tee.purposes = {3, 2}; });
    CHECK(verify(AttestationKind::android_key, several).value().is_in_hardware);
    auto const of_software_level = with_leaf([](soft::CertificatePlan& plan) {
        auto& content = plan.extension(soft::oid::android_key_description).content;
        constexpr std::size_t level_at = 7; // behind the sequence's head and the version
        REQUIRE(content[level_at - 2] == 0x0a);
        content[level_at - 1] = 1;
        content[level_at] = 0;
    });
    CHECK_FALSE(verify(AttestationKind::android_key, of_software_level).value().is_in_hardware);
}

TEST_CASE("a key description is read to the last byte, and skips what it does not know")
{
    auto const purpose = der::tagged(1, der::set({der::integer(2)}));
    auto const origin = der::tagged(702, der::integer(0));
    auto const unknown = der::tagged(509, der::octets(Bytes(300)));
    auto const read = parse_android_key_description(description_with(der::sequence({purpose, unknown, origin})));
    REQUIRE(read.has_value());
    CHECK(read->hardware.purposes == std::vector<std::int64_t>{2});
    CHECK(read->hardware.origin == 0);
    CHECK_FALSE(read->hardware.has_all_applications);
    CHECK(read->software.purposes.empty());
    for (auto const& list : {der::sequence({origin, origin}), der::sequence({purpose, purpose}),
                             der::sequence({der::tagged(702, der::octets({}))}), der::sequence({der::integer(1)}),
                             der::sequence({der::tagged(1, der::set({}))}), der::octets({}), Bytes{}})
        CHECK_FALSE(parse_android_key_description(description_with(list)));
    CHECK_FALSE(parse_android_key_description(description_with(der::sequence({}), der::null())));
    auto trailing = description_with(der::sequence({}));
    CHECK(parse_android_key_description(trailing));
    trailing.push_back(0);
    CHECK_FALSE(parse_android_key_description(trailing));
}

TEST_CASE("a key description with numbers that do not fit, or without end, is refused")
{
    auto const origin = [](std::size_t size) {
        return description_with(der::sequence({der::tagged(702, der::value(0x02, Bytes(size, 1)))}));
    };
    CHECK(parse_android_key_description(origin(8)));
    CHECK_FALSE(parse_android_key_description(origin(9)));
    CHECK_FALSE(parse_android_key_description(origin(0)));
    CHECK_FALSE(parse_android_key_description(Bytes{0x30, 0x80, 0x00, 0x00}));
    CHECK_FALSE(parse_android_key_description({}));
    CHECK_FALSE(parse_android_key_description(Bytes(16385, 0x30)));
}

} // namespace zugang::webauthn::attested
