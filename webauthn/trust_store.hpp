// TrustStore: the certificates a deployment trusts to vouch for others (RFC 5280 §6): roots, intermediates, or a leaf
// itself.
#pragma once
#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include <memory>
#include <string_view>
#include <vector>

namespace zugang::webauthn {

/// Copies share the certificates; safe from several threads.
class TrustStore {
public:
    /// One or more certificates as PEM, text between them allowed. Fails where there is none, for any other kind of
    /// block (a private key does not belong into this file), and for what is damaged.
    [[nodiscard]] static Result<TrustStore> from_pem(std::string_view pem);
    /// From DER. What cannot be read is left out: others' data holds such things, and trusting less does no harm.
    [[nodiscard]] static TrustStore from_der(std::vector<Bytes> const& certificates);

    [[nodiscard]] std::size_t size() const;
    /// Whether a path of certificates that are valid at `now` leads from the first of `chain` (DER) to one of ours. The
    /// others in `chain` may help. Revocation lists are not asked for: a request waits for no other server.
    [[nodiscard]] bool vouches_for(std::vector<Bytes> const& chain, Instant now) const;

    struct Implementation;
    explicit TrustStore(std::shared_ptr<Implementation const> implementation);

private:
    std::shared_ptr<Implementation const> implementation_;
};

} // namespace zugang::webauthn
