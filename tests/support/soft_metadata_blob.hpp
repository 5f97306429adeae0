// The FIDO Metadata Service's BLOB as the service signs it, by an authority of the test run.
#pragma once
#include <string>

namespace zugang::tests {

struct BlobPlan {
    int number = 7;
    std::string next_update = "2099-12-31";
    std::string entries = "[]"; // JSON
    std::string host = "mds.fidoalliance.org";
};

/// Signed with RS256; SoftAuthority::of_run() vouches for the signer.
[[nodiscard]] std::string make_metadata_blob(BlobPlan const& plan);
/// One model of `entries`.
[[nodiscard]] std::string make_blob_entry(std::string const& aaguid, std::string const& description,
                                          std::string const& status);

} // namespace zugang::tests
