// What the FIDO Metadata Service says of models (FIDO MDS 3.0 §3.1.1 to §3.1.6): the JSON inside the signed BLOB.
#pragma once
#include "base/clock.hpp"
#include "base/result.hpp"
#include "webauthn/authenticator_data.hpp"
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

/// Fails rather than leave out what could be a report that a model is broken. A root that cannot be read is left out.
[[nodiscard]] Result<MetadataContent> read_metadata_content(std::string_view payload);

/// "ee882879-721c-4913-9775-3dfcce97072a", as metadata and configuration write it; nothing for anything else.
[[nodiscard]] std::optional<Aaguid> parse_aaguid(std::string_view text);

} // namespace zugang::webauthn
