// Metadata: the FIDO Metadata Service's BLOB (FIDO MDS 3.0 §3.1), read from a file of the operator's: which models of
// authenticators there are, who vouches for them, and which have been broken.
#pragma once
#include "webauthn/metadata_content.hpp"
#include "webauthn/trust_store.hpp"
#include <string_view>

namespace zugang::webauthn {

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

/// Whether the status says that such an authenticator, or the person behind it, is not to be believed any more.
[[nodiscard]] bool is_broken(MetadataStatus const& status, std::vector<Bytes> const& certificates);

} // namespace zugang::webauthn
