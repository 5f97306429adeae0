// Certificate: an X.509 certificate a client showed in TLS (RFC 8705). Whether it is trusted was decided by the
// listener.
#pragma once
#include "base/bytes.hpp"
#include "base/result.hpp"
#include <memory>
#include <string>
#include <string_view>

namespace zugang::keys {

class Certificate {
public:
    [[nodiscard]] static Result<Certificate> from_pem(std::string_view pem);
    [[nodiscard]] static Result<Certificate> from_der(ByteView der);

    /// SHA-256 of the DER, base64url: the confirmation method x5t#S256 (RFC 8705 §3.1).
    [[nodiscard]] std::string thumbprint() const;
    /// The subject as RFC 4514 writes it: "CN=Portal,O=Amt,C=DE".
    [[nodiscard]] std::string subject_dn() const;
    /// Whether the subject is `dn` (RFC 4514 text): compared attribute by attribute, blanks and case of types aside.
    [[nodiscard]] bool has_subject(std::string_view dn) const;
    [[nodiscard]] bool has_dns_name(std::string_view name) const; // subject alternative names, exactly
    [[nodiscard]] bool has_uri(std::string_view uri) const;
    [[nodiscard]] bool has_ip_address(std::string_view address) const; // text form of IPv4 or IPv6
    [[nodiscard]] bool has_email(std::string_view address) const;
    [[nodiscard]] bool has_same_key(Certificate const& other) const; // the public key alone (RFC 8705 §2.2)

    struct Implementation;
    explicit Certificate(std::shared_ptr<Implementation const> implementation);

private:
    std::shared_ptr<Implementation const> implementation_;
};

} // namespace zugang::keys
