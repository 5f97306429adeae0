// Certificate: an X.509 certificate of an attestation (RFC 5280), as the formats ask about it. Says nothing of trust:
// that is TrustStore's question.
#pragma once
#include "webauthn/cose_key.hpp"
#include <memory>
#include <optional>
#include <string>

namespace zugang::webauthn {

/// RSASSA-PKCS1-v1_5 with SHA-1 (RFC 8812 §2): the TPM format alone takes it.
constexpr std::int64_t cose_rs1 = -65535;

class Certificate {
public:
    /// Nothing for what is not one certificate from the first byte to the last, or longer than 16 KiB.
    [[nodiscard]] static std::optional<Certificate> parse(ByteView der);

    [[nodiscard]] bool is_version_3() const;
    /// Basic constraints are there and say that it is no authority.
    [[nodiscard]] bool is_end_entity() const;
    [[nodiscard]] bool has_empty_subject() const;
    /// The subject's only attribute of that type as UTF-8; `oid` in dotted form: "2.5.4.6" is C.
    [[nodiscard]] std::optional<std::string> subject(char const* oid) const;
    /// The same of the directory names among the subject's alternative names.
    [[nodiscard]] std::optional<std::string> alternative_directory(char const* oid) const;
    /// Whether a DNS name among the alternative names is that host; wildcards and the subject do not count.
    [[nodiscard]] bool is_for_host(std::string const& host) const;
    [[nodiscard]] bool has_extended_key_usage(char const* oid) const;

    struct Extension {
        bool is_critical = false;
        Bytes value; // what the OCTET STRING around it holds
    };
    /// Every extension of that type: one, or none, in a sound certificate.
    [[nodiscard]] std::vector<Extension> extensions(char const* oid) const;

    /// Whether the certified key is the credential's.
    [[nodiscard]] bool has_key(CoseKey const& key) const;
    /// SHA-1 of the public key's bits (RFC 5280 §4.2.1.2, method 1): a name, no proof.
    [[nodiscard]] Bytes key_identifier() const;
    /// Whether its key signed `message`; `algorithm` is a COSE number, ours or cose_rs1.
    [[nodiscard]] bool verify(std::int64_t algorithm, ByteView message, ByteView signature) const;

    struct Implementation;
    explicit Certificate(std::shared_ptr<Implementation const> implementation);

private:
    std::shared_ptr<Implementation const> implementation_;
};

} // namespace zugang::webauthn
