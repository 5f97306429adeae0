#include "tests/support/soft_authenticator.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/sha256.hpp"
#include "tests/support/cbor_writer.hpp"
#include <algorithm>
#include <ranges>
#include <stdexcept>

namespace zugang::tests {
namespace {

std::uint8_t flags_of(SoftDevice const& device, SoftRequest const& request)
{
    unsigned flags = flag::user_present;
    if (device.verifies_user && request.verifies_user)
        flags |= flag::user_verified;
    if (device.backup_eligible)
        flags |= flag::backup_eligible;
    if (device.backed_up)
        flags |= flag::backed_up;
    if (!request.extensions.empty())
        flags |= flag::extensions;
    return static_cast<std::uint8_t>(flags);
}

/// §6.1: `credential` is the attested credential data, empty at an assertion.
Bytes make_data(SoftRequest const& request, std::uint8_t flags, std::uint32_t count, ByteView credential)
{
    if (!credential.empty())
        flags = static_cast<std::uint8_t>(flags | flag::attested);
    flags = static_cast<std::uint8_t>((flags | request.set_flags) & ~unsigned{request.clear_flags});
    return joined({sha256(bytes_of(request.hashed_rp_id.value_or(request.rp_id))), Bytes{flags},
                   big_endian_32(request.sign_count.value_or(count)), credential, request.extensions,
                   request.trailing});
}

Bytes decode(std::string const& text)
{
    auto bytes = base64url_decode(text);
    if (!bytes)
        throw std::runtime_error("not base64url: " + text);
    return std::move(*bytes);
}

Json options_of(std::string_view json)
{
    auto const parsed = Json::parse(json);
    if (!parsed)
        throw std::runtime_error("the page's options: " + parsed.error().what);
    return parsed->find("publicKey").value_or(*parsed);
}

std::vector<Bytes> ids_of(Json const& options, std::string_view name)
{
    std::vector<Bytes> ids;
    if (auto const list = options.find(name))
        for (auto const& each : list->items())
            ids.push_back(decode(each.string("id").value()));
    return ids;
}

bool is_among(std::vector<Bytes> const& ids, Bytes const& id)
{
    return std::ranges::find(ids, id) != ids.end();
}

bool offers(Json const& options, KeyKind kind)
{
    auto const parameters = options.find("pubKeyCredParams").value().items();
    return std::ranges::any_of(parameters,
                               [&](Json const& each) { return each.integer("alg") == cose_algorithm(kind); });
}

/// Whether the user is to be verified; throws where the device cannot and must.
bool verifies_user(SoftDevice const& device, std::string const& requirement)
{
    if (requirement == "required" && !device.verifies_user)
        throw std::runtime_error("NotAllowedError");
    return requirement != "discouraged";
}

} // namespace

SoftRegistration SoftAuthenticator::create(SoftRequest const& request)
{
    auto const key = SoftKey::make(device.key, static_cast<int>(credentials.size()));
    SoftRegistration out{.id = random_bytes(device.id_length),
                         .client_data = make_client_data(request, "webauthn.create"),
                         .authenticator_data = {},
                         .public_key = key.cose(),
                         .transports = device.transports};
    auto const attested_id = request.attested_id.value_or(out.id);
    auto const credential = joined({device.aaguid, big_endian_16(static_cast<std::uint16_t>(attested_id.size())),
                                    attested_id, request.attested_key.value_or(out.public_key)});
    out.authenticator_data = make_data(request, flags_of(device, request), device.count_step, credential);
    if (request.wants_attestation)
        attest(out, device, key, request.statement);
    credentials.push_back({out.id, key, request.rp_id, request.user_handle,
                           device.is_discoverable && request.wants_discoverable, device.count_step});
    return out;
}

SoftAssertion SoftAuthenticator::get(SoftRequest const& request)
{
    auto newest_first = credentials | std::views::reverse;
    auto const found = std::ranges::find_if(newest_first, [&](SoftCredential const& each) {
        bool const is_asked_for = request.allow.empty() ? each.is_discoverable : is_among(request.allow, each.id);
        return each.rp_id == request.rp_id && is_asked_for;
    });
    if (found == newest_first.end())
        throw std::runtime_error("NotAllowedError");
    found->sign_count += device.count_step;
    SoftAssertion out{.id = found->id,
                      .client_data = make_client_data(request, "webauthn.get"),
                      .authenticator_data = make_data(request, flags_of(device, request), found->sign_count, {}),
                      .signature = {}};
    out.signature = found->key.sign(signed_message(out.authenticator_data, out.client_data));
    if (found->is_discoverable)
        out.user_handle = found->user_handle;
    if (request.answered_handle)
        out.user_handle = request.answered_handle;
    return out;
}

SoftRegistration SoftAuthenticator::create(std::string_view options_json, std::string const& origin)
{
    auto const options = options_of(options_json);
    auto const exclude = ids_of(options, "excludeCredentials");
    if (std::ranges::any_of(credentials, [&](SoftCredential const& each) { return is_among(exclude, each.id); }))
        throw std::runtime_error("InvalidStateError");
    if (!offers(options, device.key))
        throw std::runtime_error("NotSupportedError");
    auto const choice = options.find("authenticatorSelection");
    auto const chosen = [&](char const* name) { return choice ? choice->string(name).value_or("") : ""; };
    if (chosen("residentKey") == "required" && !device.is_discoverable)
        throw std::runtime_error("NotAllowedError");
    return create(SoftRequest{.rp_id = options.find("rp").value().string("id").value(),
                              .origin = origin,
                              .challenge = decode(options.string("challenge").value()),
                              .user_handle = decode(options.find("user").value().string("id").value()),
                              .verifies_user = verifies_user(device, chosen("userVerification")),
                              .wants_attestation = options.string("attestation").value_or("none") != "none",
                              .wants_discoverable = chosen("residentKey") != "discouraged"});
}

SoftAssertion SoftAuthenticator::get(std::string_view options_json, std::string const& origin)
{
    auto const options = options_of(options_json);
    return get(
        SoftRequest{.rp_id = options.string("rpId").value(),
                    .origin = origin,
                    .challenge = decode(options.string("challenge").value()),
                    .allow = ids_of(options, "allowCredentials"),
                    .verifies_user = verifies_user(device, options.string("userVerification").value_or("preferred"))});
}

} // namespace zugang::tests
