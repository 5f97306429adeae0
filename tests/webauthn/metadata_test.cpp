#include "base/base64url.hpp"
#include "doctest.h"
#include "tests/support/soft_metadata.hpp"
#include "webauthn/metadata.hpp"

namespace zugang::webauthn {
namespace {

using zugang::tests::CertificatePlan;
using zugang::tests::KeyKind;
using zugang::tests::metadata_json;
using zugang::tests::SoftAuthority;
using zugang::tests::SoftBlob;
using zugang::tests::SoftModel;

constexpr auto model = "ee882879-721c-4913-9775-3dfcce97072a";

TrustStore const& service_roots()
{
    static auto const roots = TrustStore::from_der({SoftAuthority::of_run(9).root.der});
    return roots;
}

Result<Metadata> read(std::string_view blob)
{
    return Metadata::read(blob, service_roots(), SystemClock{}.now());
}

std::string one_model()
{
    return metadata_json({{.aaguid = model}});
}

Instant day(int year, unsigned month, unsigned number)
{
    return Instant{
        std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{number}}};
}

} // namespace

TEST_CASE("metadata is read whose signer leads to a configured root, with ES256 or RS256")
{
    for (auto const key : {KeyKind::es256, KeyKind::rs256}) {
        auto const metadata = read(SoftBlob{.payload = one_model(), .key = key}.sign());
        REQUIRE_MESSAGE(metadata.has_value(), metadata.error().what);
        CHECK(metadata->number() == 42);
        CHECK(metadata->next_update() == day(2099, 12, 31));
        CHECK(metadata->size() == 1);
        auto const* const entry = metadata->find(*parse_aaguid(model));
        REQUIRE(entry != nullptr);
        CHECK(entry->description == "Musterschlüssel 5");
        CHECK(entry->statuses.front().name == "FIDO_CERTIFIED");
    }
    CHECK(read(SoftBlob{.payload = one_model()}.sign() + "\n")); // as an editor leaves it
}

TEST_CASE("metadata that nobody we know signed is refused")
{
    CHECK_FALSE(read(SoftBlob{.payload = one_model(), .authority = 8}.sign()));
    CHECK_FALSE(read(SoftBlob{.payload = one_model(), .change_x5c = [](auto& chain) { chain.clear(); }}.sign()));
    CHECK_FALSE(read(SoftBlob{.payload = one_model(), .change_x5c = [](auto& chain) { chain.resize(1); }}.sign()));
    CHECK_FALSE(read(SoftBlob{
        .payload = one_model(), .change_x5c = [](auto& chain) {
            chain.front() = SoftAuthority::of_run(9).intermediate.der;
        }}.sign()));
    CHECK_FALSE(read(
        SoftBlob{.payload = one_model(), .change_x5c = [](auto& chain) { chain.resize(9, chain.back()); }}.sign()));
}

TEST_CASE("another customer of the same authority does not sign metadata")
{
    CHECK_FALSE(read(SoftBlob{.payload = one_model(), .host = "shop.example.org"}.sign()));
    CHECK_FALSE(read(SoftBlob{.payload = one_model(), .host = "mds.fidoalliance.org.example.org"}.sign()));
    CHECK_FALSE(read(SoftBlob{.payload = one_model(), .host = "*.fidoalliance.org"}.sign()));
    // The name in the subject alone is what an authority need not have checked.
    auto const no_host =
        SoftBlob{.payload = one_model(), .change_leaf = [](CertificatePlan& plan) { plan.extensions.clear(); }};
    CHECK_FALSE(read(no_host.sign()));
}

TEST_CASE("metadata is refused when its signer's certificate is not valid now")
{
    auto const valid_until = [](int last_day) {
        return SoftBlob{.payload = one_model(),
                        .change_leaf = [=](CertificatePlan& plan) { plan.last_day = last_day; }};
    };
    CHECK(read(valid_until(1).sign()));
    CHECK_FALSE(read(valid_until(0).sign()));
}

TEST_CASE("metadata of which any part was changed is refused")
{
    auto const blob = SoftBlob{.payload = one_model()}.sign();
    auto const payload_at = blob.find('.') + 5;
    for (auto const at : {std::size_t{5}, payload_at, blob.size() - 5}) {
        auto changed = blob;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        CHECK_FALSE(read(changed));
    }
    CHECK_FALSE(read(blob + ".x"));
    CHECK_FALSE(read(blob.substr(0, blob.rfind('.'))));
    CHECK_FALSE(read(blob.substr(0, blob.rfind('.') + 1)));
    CHECK_FALSE(read(""));
    CHECK_FALSE(read(std::string(33'554'433, 'A')));
}

TEST_CASE("metadata's header names one of two algorithms and demands nothing else")
{
    for (auto const* const algorithm : {"none", "HS256", "RS256", "ES384", "es256"})
        CHECK_FALSE(read(SoftBlob{.payload = one_model(), .algorithm = algorithm}.sign()));
    CHECK_FALSE(read(SoftBlob{.payload = one_model(), .header_members = R"(,"crit":["exp"])"}.sign()));
    CHECK_FALSE(read(SoftBlob{.payload = one_model(), .header_members = R"(,"b64":true)"}.sign()));
    CHECK(read(SoftBlob{.payload = one_model(), .header_members = R"(,"x5u":"https://example.org/x")"}.sign()));
}

TEST_CASE("metadata is fresh to the end of the day of its next update")
{
    using namespace std::chrono_literals;
    auto const metadata = read(SoftBlob{.payload = metadata_json({}, "2026-11-30")}.sign()).value();
    CHECK_FALSE(metadata.is_stale(day(2026, 12, 1) - 1ms));
    CHECK(metadata.is_stale(day(2026, 12, 1)));
}

TEST_CASE("models are found by their AAGUID, or by the key of their certificate")
{
    auto const metadata = read(SoftBlob{.payload = metadata_json({{.aaguid = model, .description = "Eins"},
                                                                  {.key_identifier = "00ff10", .description = "Zwei"},
                                                                  {.aaguid = "00000000-0000-0000-0000-000000000000"}})}
                                   .sign())
                              .value();
    CHECK(metadata.size() == 3);
    CHECK(metadata.find(*parse_aaguid(model))->description == "Eins");
    CHECK(metadata.find(Aaguid{}) == nullptr);
    CHECK(metadata.find(Aaguid{1}) == nullptr);
    CHECK(metadata.find_by_key({0x00, 0xff, 0x10})->description == "Zwei");
    CHECK(metadata.find_by_key({0x00, 0xff}) == nullptr);
}

TEST_CASE("metadata that might hide a report is refused whole")
{
    auto const with = [](SoftModel const& entry) { return read_metadata_content(metadata_json({entry})); };
    CHECK(with({.aaguid = model, .reports = "[]"}));
    CHECK_FALSE(with({.aaguid = model, .reports = "{}"}));
    CHECK_FALSE(with({.aaguid = model, .reports = R"([{"effectiveDate":"2025-01-01"}])"}));
    CHECK_FALSE(with({.aaguid = model, .reports = R"([{"status":7}])"}));
    CHECK_FALSE(with({.aaguid = "ee882879"}));
    CHECK_FALSE(with({.key_identifier = "0"}));
    CHECK_FALSE(with({.key_identifier = "0g"}));
}

TEST_CASE("what is reported of a model in a second entry is told with the first")
{
    auto const check = [](MetadataEntry const& entry) {
        CHECK(entry.description == "Eins");
        REQUIRE(entry.statuses.size() == 2);
        CHECK(is_broken(entry.statuses.back(), {}));
    };
    constexpr auto revoked = R"([{"status":"REVOKED"}])";
    auto const by_key =
        read_metadata_content(metadata_json({{.key_identifier = "00ff", .description = "Eins"},
                                             {.key_identifier = "00ff", .description = "Zwei", .reports = revoked}}))
            .value();
    check(by_key.entries[by_key.by_key.at({0x00, 0xff})]);
    auto const by_aaguid =
        read_metadata_content(metadata_json({{.aaguid = model, .description = "Eins"},
                                             {.aaguid = model, .description = "Zwei", .reports = revoked}}))
            .value();
    check(by_aaguid.entries[by_aaguid.by_aaguid.at(*parse_aaguid(model))]);
}

TEST_CASE("metadata has a number, a date and entries")
{
    for (auto const* const json :
         {"", "[]", "{}", R"({"no":1,"nextUpdate":"2026-12-01"})", R"({"no":1,"entries":[]})",
          R"({"nextUpdate":"2026-12-01","entries":[]})", R"({"no":"1","nextUpdate":"2026-12-01","entries":[]})",
          R"({"no":1,"nextUpdate":"2026-12-1","entries":[]})", R"({"no":1,"nextUpdate":"2026-13-01","entries":[]})",
          R"({"no":1,"nextUpdate":"2026-02-29","entries":[]})", R"({"no":1,"nextUpdate":"2026-12-0x","entries":[]})",
          R"({"no":1,"nextUpdate":"2026-12-01","entries":{}})"})
        CHECK_FALSE(read_metadata_content(json));
    CHECK(read_metadata_content(R"({"no":1,"nextUpdate":"2028-02-29","entries":[]})"));
}

TEST_CASE("metadata of hundreds of models is read: it is longer than JSON from visitors may be")
{
    std::vector<SoftModel> models(300, SoftModel{.roots = {Bytes(800, 0x30)}});
    auto const content = read_metadata_content(metadata_json(models));
    REQUIRE(content.has_value());
    CHECK(content->entries.size() == 300);
}

TEST_CASE("an AAGUID is written in its dashes")
{
    CHECK(parse_aaguid(model).has_value());
    CHECK(parse_aaguid("EE882879-721C-4913-9775-3DFCCE97072A") == parse_aaguid(model));
    for (auto const* const text : {"", "ee882879721c491397753dfcce97072a", "ee882879-721c-4913-9775-3dfcce97072",
                                   "ee882879-721c-4913-9775-3dfcce97072g", "ee88287-9721c-4913-9775-3dfcce97072a",
                                   "ee882879-721c-4913-9775--dfcce97072a"})
        CHECK_FALSE(parse_aaguid(text).has_value());
}

} // namespace zugang::webauthn
