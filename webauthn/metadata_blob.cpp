#include "webauthn/metadata_blob.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "webauthn/certificate.hpp"
#include "webauthn/x509.hpp"
#include <openssl/ec.h>

namespace zugang::webauthn {
namespace {

constexpr std::size_t longest_signers_chain = 8;
constexpr std::size_t largest_header = 131072;

// The service signs with a certificate of a public authority, GlobalSign's. Any other holder of one of that authority's
// millions could sign a BLOB in which no model is broken, were the name not looked at.
constexpr auto service_host = "mds.fidoalliance.org";

struct Parts {
    std::string_view header;
    std::string_view payload;
    std::string_view signature;
    std::string_view signing_input;
};

std::optional<Parts> split_blob(std::string_view blob)
{
    auto const first = blob.find('.');
    auto const second = first == std::string_view::npos ? first : blob.find('.', first + 1);
    if (second == std::string_view::npos || blob.find('.', second + 1) != std::string_view::npos)
        return std::nullopt;
    return Parts{blob.substr(0, first), blob.substr(first + 1, second - first - 1), blob.substr(second + 1),
                 blob.substr(0, second)};
}

struct Signer {
    std::int64_t algorithm; // COSE
    std::vector<Bytes> chain;
};

Result<std::vector<Bytes>> read_signers_chain(Json const& header)
{
    auto const texts = header.strings("x5c");
    if (!texts || texts->empty() || texts->size() > longest_signers_chain)
        return failure("the metadata's header brings no certificates");
    std::vector<Bytes> chain;
    for (auto const& text : *texts) {
        auto der = base64_decode(text);
        if (!der)
            return failure("a certificate in the metadata's header is not base64");
        chain.push_back(std::move(*der));
    }
    return chain;
}

Result<Signer> read_header(std::string_view part)
{
    auto const text = base64url_decode(part.substr(0, largest_header));
    auto const header = text ? Json::parse(text_of(*text), {.bytes = largest_header}) : failure("");
    if (!header || !header->is_object())
        return failure("the metadata's header is not a JSON object");
    if (header->has("crit") || header->has("b64"))
        return failure("the metadata's header demands an extension");
    auto const algorithm = header->string("alg");
    if (algorithm != "ES256" && algorithm != "RS256")
        return failure("the metadata is signed with neither ES256 nor RS256");
    auto chain = read_signers_chain(*header);
    if (!chain)
        return std::unexpected(chain.error());
    return Signer{static_cast<std::int64_t>(algorithm == "ES256" ? Algorithm::es256 : Algorithm::rs256),
                  std::move(*chain)};
}

/// From r and s of 32 bytes each (RFC 7518 §3.4) to DER; nothing for another length.
std::optional<Bytes> to_der(ByteView jose)
{
    using SignatureHandle = std::unique_ptr<ECDSA_SIG, OpensslRelease<&ECDSA_SIG_free>>;
    if (jose.size() != 64)
        return std::nullopt;
    SignatureHandle const signature{ECDSA_SIG_new()};
    BignumHandle r{BN_bin2bn(jose.data(), 32, nullptr)};
    BignumHandle s{BN_bin2bn(jose.data() + 32, 32, nullptr)};
    require_openssl(signature && r && s && ECDSA_SIG_set0(signature.get(), r.get(), s.get()) == 1, "take a signature");
    static_cast<void>(r.release()); // the signature's now
    static_cast<void>(s.release());
    unsigned char* der = nullptr;
    auto const size = i2d_ECDSA_SIG(signature.get(), &der);
    require_openssl(size > 0, "write a signature");
    Bytes bytes(der, der + size);
    OPENSSL_free(der);
    return bytes;
}

} // namespace

Result<std::string> verify_metadata_blob(std::string_view blob, TrustStore const& roots, Instant now)
{
    if (blob.size() > largest_metadata)
        return failure("the metadata is longer than 32 MiB");
    auto const parts = split_blob(trim(blob)); // a file may end in a line break
    if (!parts)
        return failure("the metadata is not a signed BLOB of three parts");
    auto const given = read_header(parts->header);
    if (!given)
        return std::unexpected(given.error());
    auto const leaf = Certificate::parse(given->chain.front());
    if (!leaf || !leaf->is_for_host(service_host))
        return failure("the metadata is not signed by mds.fidoalliance.org");
    if (!roots.vouches_for(given->chain, now))
        return failure("no configured root vouches for the metadata's signer, or a certificate has expired");
    auto const signature = base64url_decode(parts->signature);
    auto const in_der =
        signature && given->algorithm == static_cast<std::int64_t>(Algorithm::es256) ? to_der(*signature) : signature;
    if (!in_der || !leaf->verify(given->algorithm, bytes_of(parts->signing_input), *in_der))
        return failure("the metadata's signature is wrong");
    auto const payload = base64url_decode(parts->payload);
    if (!payload)
        return failure("the metadata's payload is not base64url");
    return std::string(text_of(*payload));
}

} // namespace zugang::webauthn
