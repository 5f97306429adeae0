#include "tests/support/soft_ceremony.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/sha256.hpp"
#include "tests/support/cbor_writer.hpp"
#include <openssl/rand.h>
#include <stdexcept>

namespace zugang::tests {
namespace {

/// The answer around its `response`.
std::string credential_json(Bytes const& id, std::string const& response)
{
    auto const text = base64url_encode(id);
    return JsonObject{}
        .add("id", text)
        .add("rawId", text)
        .add_raw("response", response)
        .add("authenticatorAttachment", "platform")
        .add_raw("clientExtensionResults", "{}")
        .add("type", "public-key")
        .str();
}

} // namespace

Bytes SoftRegistration::attestation_object() const
{
    return cbor::map({{cbor::text("fmt"), cbor::text(format)},
                      {cbor::text("attStmt"), statement},
                      {cbor::text("authData"), cbor::bytes(authenticator_data)}});
}

std::string SoftRegistration::json() const
{
    return credential_json(id, JsonObject{}
                                   .add("clientDataJSON", base64url_encode(bytes_of(client_data)))
                                   .add("authenticatorData", base64url_encode(authenticator_data))
                                   .add("transports", transports)
                                   .add("attestationObject", base64url_encode(attestation_object()))
                                   .str());
}

std::string SoftAssertion::json() const
{
    JsonObject response;
    response.add("clientDataJSON", base64url_encode(bytes_of(client_data)))
        .add("authenticatorData", base64url_encode(authenticator_data))
        .add("signature", base64url_encode(signature));
    if (user_handle)
        response.add("userHandle", base64url_encode(*user_handle));
    return credential_json(id, response.str());
}

std::string make_client_data(SoftRequest const& request, std::string_view type)
{
    JsonObject members;
    members.add("type", request.type ? std::string_view{*request.type} : type)
        .add("challenge", base64url_encode(request.challenge))
        .add("origin", request.origin)
        .add("crossOrigin", request.cross_origin.value_or(false))
        .add_if("topOrigin", request.top_origin);
    auto text = members.str();
    text.insert(text.size() - 1, request.client_members);
    if (request.change_client_data)
        request.change_client_data(text);
    return text;
}

Bytes signed_message(ByteView authenticator_data, std::string_view client_data)
{
    return joined({authenticator_data, sha256(bytes_of(client_data))});
}

Bytes random_bytes(std::size_t size)
{
    Bytes out(size);
    if (size != 0 && RAND_bytes(out.data(), static_cast<int>(size)) != 1)
        throw std::runtime_error("no random bytes");
    return out;
}

Bytes joined(std::initializer_list<ByteView> parts)
{
    Bytes out;
    for (auto const part : parts)
        out.insert(out.end(), part.begin(), part.end());
    return out;
}

Bytes big_endian_16(std::uint16_t value)
{
    return {static_cast<std::uint8_t>(value >> 8U), static_cast<std::uint8_t>(value)};
}

Bytes big_endian_32(std::uint32_t value)
{
    return joined(
        {big_endian_16(static_cast<std::uint16_t>(value >> 16U)), big_endian_16(static_cast<std::uint16_t>(value))});
}

} // namespace zugang::tests
