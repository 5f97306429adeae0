#include "webauthn/credential_json.hpp"
#include "base/base64url.hpp"

namespace zugang::webauthn {
namespace {

constexpr std::size_t longest_credential_id = 1023; // §7.1 step 25; no authenticator asserts with a longer one
constexpr JsonLimits response_limits{.bytes = 65536, .depth = 16, .members = 500};

std::unexpected<Refusal> malformed_response(std::string_view why)
{
    return refuse(Reason::malformed_response, why);
}

} // namespace

Result<CredentialJson, Refusal> parse_credential_json(std::string_view json)
{
    auto const credential = Json::parse(json, response_limits);
    if (!credential || !credential->is_object())
        return malformed_response("WebAuthn L3 §5.1: no JSON object within the limits");
    if (credential->string("type") != "public-key")
        return malformed_response("WebAuthn L3 §5.1: the type is not public-key");
    auto id = find_bytes(*credential, "rawId");
    if (!id || id->size() > longest_credential_id)
        return malformed_response("WebAuthn L3 §5.1: no rawId of at most 1023 bytes");
    if (credential->string("id") != credential->string("rawId"))
        return malformed_response("WebAuthn L3 §5.1: id and rawId differ");
    auto response = credential->find("response");
    if (!response || !response->is_object())
        return malformed_response("WebAuthn L3 §5.1: no response");
    return CredentialJson{std::move(*id), std::move(*response)};
}

std::optional<Bytes> find_bytes(Json const& object, std::string_view name)
{
    auto const text = object.string(name);
    auto bytes = text ? base64url_decode(*text) : std::nullopt;
    if (!bytes || bytes->empty())
        return std::nullopt;
    return bytes;
}

} // namespace zugang::webauthn
