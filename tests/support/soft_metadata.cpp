#include "tests/support/soft_metadata.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "tests/support/soft_der.hpp"
#include <memory>
#include <openssl/ecdsa.h>

namespace zugang::tests {
namespace {

/// As JOSE writes it: r and s in 32 bytes each.
Bytes to_jose(Bytes const& der)
{
    auto const* at = der.data();
    std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> const signature(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), &ECDSA_SIG_free);
    Bytes jose(64);
    BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), jose.data(), 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), jose.data() + 32, 32);
    return jose;
}

Bytes alternative_name(std::string_view host)
{
    constexpr std::uint8_t dns_name = 0x82;
    return der::sequence({der::value(dns_name, bytes_of(host))});
}

std::string model_json(SoftModel const& model)
{
    std::vector<std::string> roots;
    for (auto const& root : model.roots)
        roots.push_back(base64_encode(root));
    auto const statement =
        JsonObject{}.add("description", model.description).add("attestationRootCertificates", roots).str();
    JsonObject entry;
    if (!model.aaguid.empty())
        entry.add("aaguid", model.aaguid);
    if (!model.key_identifier.empty())
        entry.add("attestationCertificateKeyIdentifiers", std::vector{model.key_identifier});
    return entry.add_raw("metadataStatement", statement)
        .add_raw("statusReports", model.reports)
        .add("timeOfLastStatusChange", "2025-01-01")
        .str();
}

} // namespace

std::string SoftBlob::sign() const
{
    auto const signer = SoftKey::make(key, authority);
    auto const& above = SoftAuthority::of_run(authority);
    CertificatePlan plan{.subject = {{"CN", host}}, .extensions = {{"2.5.29.17", alternative_name(host)}}};
    if (change_leaf)
        change_leaf(plan);
    std::vector<Bytes> chain{make_certificate(signer, plan, &above.intermediate).der, above.intermediate.der};
    if (change_x5c)
        change_x5c(chain);
    std::vector<std::string> x5c;
    for (auto const& each : chain)
        x5c.push_back(base64_encode(each));
    auto header = JsonObject{}
                      .add("alg", algorithm.empty() ? (key == KeyKind::es256 ? "ES256" : "RS256") : algorithm)
                      .add("typ", "JWT")
                      .add("x5c", x5c)
                      .str();
    header.insert(header.size() - 1, header_members);
    auto const input = base64url_encode(bytes_of(header)) + "." + base64url_encode(bytes_of(payload));
    auto const signature = signer.sign(bytes_of(input));
    return input + "." + base64url_encode(key == KeyKind::es256 ? to_jose(signature) : signature);
}

std::string metadata_json(std::vector<SoftModel> const& models, std::string const& next_update)
{
    std::string entries;
    for (auto const& model : models)
        entries += (entries.empty() ? "" : ",") + model_json(model);
    return JsonObject{}
        .add("legalHeader", "For tests only.")
        .add("no", 42)
        .add("nextUpdate", next_update)
        .add_raw("entries", "[" + entries + "]")
        .str();
}

} // namespace zugang::tests
