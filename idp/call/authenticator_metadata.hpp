// AuthenticatorMetadata: the FIDO Metadata Service's BLOB in a file that an operator replaces while the server runs.
#pragma once
#include "webauthn/metadata.hpp"
#include "webauthn/trust_store.hpp"
#include <filesystem>
#include <memory>
#include <mutex>

namespace zugang::idp {

/// Certificates in a PEM file; throws std::runtime_error with a sentence for the operator that begins with `setting`.
[[nodiscard]] webauthn::TrustStore load_certificates(std::string const& setting, std::string const& file);

/// The BLOB in a file, where one of `roots` vouches for it at `now`.
[[nodiscard]] Result<webauthn::Metadata> read_metadata(std::string const& file, webauthn::TrustStore const& roots,
                                                       Instant now);

class AuthenticatorMetadata {
public:
    /// Throws std::runtime_error with a sentence for the operator where the file cannot be read or trusted.
    AuthenticatorMetadata(std::string file, webauthn::TrustStore roots, Instant now);

    /// Reads the file again where it has changed. A broken one is logged once, and the former stays in force: a
    /// download that went wrong must not keep people out. Never null.
    [[nodiscard]] std::shared_ptr<webauthn::Metadata const> current(Instant now);

private:
    struct Stamp {
        std::filesystem::file_time_type changed{};
        std::uintmax_t size = 0;
        [[nodiscard]] bool operator==(Stamp const&) const = default;
    };
    [[nodiscard]] Stamp stamp() const;
    void warn_when_stale(Instant now);

    std::string file_;
    webauthn::TrustStore roots_;
    std::mutex mutex_; // for all that follows
    Stamp seen_;
    std::shared_ptr<webauthn::Metadata const> metadata_;
    bool has_warned_ = false;
};

} // namespace zugang::idp
