// Metadata: the FIDO Metadata Service's BLOB (FIDO MDS 3.0 §3.1), read from a file of the operator's: which models of
// authenticators there are, who vouches for them, and which have been broken.
#pragma once
#include "base/clock.hpp"
#include "base/result.hpp"
#include "webauthn/authenticator_data.hpp"
#include "webauthn/trust_store.hpp"
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::webauthn {

struct MetadataStatus {
    std::string name;  // "FIDO_CERTIFIED", "REVOKED", …
    Bytes certificate; // DER of the one it is about; empty: all of the model
};

/// One model.
struct MetadataEntry {
    std::string description;              // the model's name, in English, as its vendor wrote it
    std::vector<Bytes> roots;             // attestationRootCertificates, DER
    std::vector<MetadataStatus> statuses; // in the order given
};

struct MetadataContent {
    std::int64_t number = 0; // "no": grows with every edition
    Instant next_update{};   // the beginning of the day by whose end the next edition will be there (UTC)
    std::vector<MetadataEntry> entries;
    std::map<Aaguid, std::size_t> by_aaguid;
    std::map<Bytes, std::size_t> by_key;
};

class Metadata {
public:
    /// `blob` is the compact JWS as downloaded. Fails unless its certificates lead to one of `roots` at `now`, the leaf
    /// is mds.fidoalliance.org's, and it signed the rest. A BLOB past its next update is read all the same: is_stale
    /// says so.
    [[nodiscard]] static Result<Metadata> read(std::string_view blob, TrustStore const& roots, Instant now);

    [[nodiscard]] std::int64_t number() const { return content_.number; }
    [[nodiscard]] Instant next_update() const { return content_.next_update; }
    /// Whether the day of the next update is over.
    [[nodiscard]] bool is_stale(Instant now) const;
    [[nodiscard]] std::size_t size() const { return content_.entries.size(); }

    /// Null for a model it does not know, and for the AAGUID of zeros.
    [[nodiscard]] MetadataEntry const* find(Aaguid const& aaguid) const;
    /// Of a U2F authenticator, by its attestation certificate's key (Certificate::key_identifier).
    [[nodiscard]] MetadataEntry const* find_by_key(Bytes const& key_identifier) const;

private:
    explicit Metadata(MetadataContent content) : content_(std::move(content)) {}
    MetadataContent content_;
};

/// "ee882879-721c-4913-9775-3dfcce97072a", as metadata and configuration write it; nothing for anything else.
[[nodiscard]] std::optional<Aaguid> parse_aaguid(std::string_view text);

/// Whether the status says that such an authenticator, or the person behind it, is not to be believed any more.
/// believed.
[[nodiscard]] bool is_broken(MetadataStatus const& status, std::vector<Bytes> const& certificates);

} // namespace zugang::webauthn
