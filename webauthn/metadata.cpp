#include "webauthn/metadata.hpp"
#include "webauthn/metadata_blob.hpp"
#include <algorithm>
#include <array>

namespace zugang::webauthn {

Result<Metadata> Metadata::read(std::string_view blob, TrustStore const& roots, Instant now)
{
    auto const payload = verify_metadata_blob(blob, roots, now);
    if (!payload)
        return std::unexpected(payload.error());
    auto content = read_metadata_content(*payload);
    if (!content)
        return std::unexpected(content.error());
    return Metadata{std::move(*content)};
}

bool Metadata::is_stale(Instant now) const
{
    return now >= content_.next_update + std::chrono::days{1};
}

MetadataEntry const* Metadata::find(Aaguid const& aaguid) const
{
    auto const found = content_.by_aaguid.find(aaguid);
    return found == content_.by_aaguid.end() ? nullptr : &content_.entries[found->second];
}

MetadataEntry const* Metadata::find_by_key(Bytes const& key_identifier) const
{
    auto const found = content_.by_key.find(key_identifier);
    return found == content_.by_key.end() ? nullptr : &content_.entries[found->second];
}

bool is_broken(MetadataStatus const& status, std::vector<Bytes> const& certificates)
{
    // One batch of a model may have lost its key: then the report names the certificate (FIDO MDS 3.0 §3.1.3).
    if (status.name == "ATTESTATION_KEY_COMPROMISE" && !status.certificate.empty())
        return std::ranges::find(certificates, status.certificate) != certificates.end();
    constexpr std::array<std::string_view, 5> broken{"REVOKED", "USER_VERIFICATION_BYPASS",
                                                     "ATTESTATION_KEY_COMPROMISE", "USER_KEY_REMOTE_COMPROMISE",
                                                     "USER_KEY_PHYSICAL_COMPROMISE"};
    return std::ranges::find(broken, status.name) != broken.end();
}

} // namespace zugang::webauthn
