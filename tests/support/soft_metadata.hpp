// A metadata service of our own (FIDO MDS 3.0 §3.1), for tests: BLOBs signed as FIDO signs them, or with one thing
// wrong.
#pragma once
#include "tests/support/soft_certificate.hpp"
#include <functional>

namespace zugang::tests {

struct SoftBlob {
    std::string payload; // JSON; metadata_json makes one
    KeyKind key = KeyKind::es256;
    int authority = 9; // SoftAuthority whose root vouches
    std::string host = "mds.fidoalliance.org";

    // What is not as it should be.
    std::string algorithm = {};                               // instead of the key's own
    std::function<void(CertificatePlan&)> change_leaf = {};   // before it is signed
    std::function<void(std::vector<Bytes>&)> change_x5c = {}; // DER, the leaf first
    std::string header_members = {};                          // `,"name":"value"`, behind the others

    /// header.payload.signature
    [[nodiscard]] std::string sign() const;
};

struct SoftModel {
    std::string aaguid = {};         // in its dashes, or empty
    std::string key_identifier = {}; // hexadecimal, or empty
    std::string description = "Musterschlüssel 5";
    std::vector<Bytes> roots = {};                                                         // DER
    std::string reports = R"([{"status":"FIDO_CERTIFIED","effectiveDate":"2025-01-01"}])"; // JSON
};

/// The payload; `next_update` as "2026-12-01".
[[nodiscard]] std::string metadata_json(std::vector<SoftModel> const& models,
                                        std::string const& next_update = "2099-12-31");

} // namespace zugang::tests
