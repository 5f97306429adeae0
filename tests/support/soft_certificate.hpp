// SoftCertificate: certificates as attestation needs them, made at once and never written to a file. For tests.
#pragma once
#include "tests/support/soft_key.hpp"
#include <string>
#include <utility>
#include <vector>

namespace zugang::tests {

/// How long certificates are good if nothing else is said, counted from today; a fake clock's today may be another.
constexpr int soft_first_day = -1000;
constexpr int soft_last_day = 3650;

struct SoftExtension {
    std::string oid;
    Bytes content; // DER
    bool is_critical = false;
};

/// What a certificate says; every member may be changed before it is signed.
struct CertificatePlan {
    std::vector<std::pair<std::string, std::string>> subject; // {"CN", "…"}
    int version = 3;
    enum class Constraints { none, end_entity, authority } constraints = Constraints::end_entity;
    std::vector<SoftExtension> extensions = {};
    int first_day = soft_first_day;
    int last_day = soft_last_day;

    /// The extension of that name; throws where there is none.
    [[nodiscard]] SoftExtension& extension(std::string const& oid);
    void remove_extension(std::string const& oid);
};

struct SoftCertificate {
    SoftKey key;
    Bytes der;

    [[nodiscard]] std::string pem() const;
};

/// Signed by `issuer`, or by itself.
[[nodiscard]] SoftCertificate make_certificate(SoftKey const& key, CertificatePlan const& plan,
                                               SoftCertificate const* issuer);

/// Who vouches for the devices of a test run: a root, and an authority under it. Made once in a run.
struct SoftAuthority {
    SoftCertificate root;
    SoftCertificate intermediate;

    /// `number` tells several apart.
    [[nodiscard]] static SoftAuthority const& of_run(int number = 0);
};

} // namespace zugang::tests
