#include "webauthn/attestation/statement.hpp"
#include <algorithm>

namespace zugang::webauthn {
namespace {

constexpr std::size_t longest_chain = 8;
constexpr auto aaguid_extension = "1.3.6.1.4.1.45724.1.1.4";

} // namespace

std::optional<CertificateChain> read_chain(Cbor const& statement)
{
    auto const* const member = statement.find("x5c");
    auto const* const items = member != nullptr ? member->array() : nullptr;
    if (items == nullptr || items->empty() || items->size() > longest_chain)
        return std::nullopt;
    std::optional<Certificate> leaf;
    std::vector<Bytes> certificates;
    for (auto const& item : *items) {
        auto const* const der = item.bytes();
        auto certificate = der != nullptr ? Certificate::parse(*der) : std::nullopt;
        if (!certificate)
            return std::nullopt;
        if (!leaf)
            leaf = std::move(certificate);
        certificates.push_back(*der);
    }
    return CertificateChain{std::move(certificates), *leaf};
}

std::optional<StatementSignature> read_signature(Cbor const& statement)
{
    auto const* const alg = statement.find("alg");
    auto const algorithm = alg != nullptr ? alg->integer() : std::nullopt;
    auto const* const sig = statement.find("sig");
    auto const* const signature = sig != nullptr ? sig->bytes() : nullptr;
    if (!algorithm || signature == nullptr)
        return std::nullopt;
    return StatementSignature{*algorithm, *signature};
}

Bytes to_be_signed(AttestationSubject const& subject)
{
    Bytes bytes(subject.authenticator_data.begin(), subject.authenticator_data.end());
    bytes.insert(bytes.end(), subject.client_data_hash.begin(), subject.client_data_hash.end());
    return bytes;
}

bool agrees_on_aaguid(Certificate const& leaf, Aaguid const& aaguid, bool may_be_critical)
{
    auto const found = leaf.extensions(aaguid_extension);
    if (found.empty())
        return true;
    Bytes octet_string{0x04, 0x10}; // DER: an OCTET STRING of 16 bytes
    octet_string.insert(octet_string.end(), aaguid.begin(), aaguid.end());
    return found.size() == 1 && found.front().value == octet_string && (may_be_critical || !found.front().is_critical);
}

} // namespace zugang::webauthn
