#include "tests/support/soft_metadata_blob.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "tests/support/soft_certificate.hpp"
#include "tests/support/soft_der.hpp"

namespace zugang::tests {
namespace {

SoftCertificate make_signer(std::string const& host)
{
    constexpr std::uint8_t dns_name = 0x82;
    CertificatePlan plan{.subject = {{"CN", host}}};
    plan.extensions.push_back({"2.5.29.17", der::sequence({der::value(dns_name, bytes_of(host))})});
    return make_certificate(SoftKey::make(KeyKind::rs256, 1), plan, &SoftAuthority::of_run().intermediate);
}

} // namespace

std::string make_metadata_blob(BlobPlan const& plan)
{
    auto const signer = make_signer(plan.host);
    JsonObject header;
    header.add("alg", "RS256");
    header.add("typ", "JWT");
    header.add("x5c", std::vector{base64_encode(signer.der), base64_encode(SoftAuthority::of_run().intermediate.der)});
    JsonObject payload;
    payload.add("no", std::int64_t{plan.number});
    payload.add("nextUpdate", plan.next_update);
    payload.add_raw("entries", plan.entries);
    auto const input = base64url_encode(bytes_of(header.str())) + "." + base64url_encode(bytes_of(payload.str()));
    return input + "." + base64url_encode(signer.key.sign(bytes_of(input)));
}

std::string make_blob_entry(std::string const& aaguid, std::string const& description, std::string const& status)
{
    JsonObject entry;
    entry.add("aaguid", aaguid);
    entry.add_raw("metadataStatement", JsonObject{}.add("description", description).str());
    entry.add_raw("statusReports", "[" + JsonObject{}.add("status", status).str() + "]");
    return entry.str();
}

} // namespace zugang::tests
