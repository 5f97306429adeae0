// PublicKeyCredential.toJSON() (WebAuthn L3 §5.1), what both kinds of ceremony have in common.
#pragma once
#include "base/bytes.hpp"
#include "base/json.hpp"
#include "webauthn/refusal.hpp"
#include <optional>
#include <string_view>

namespace zugang::webauthn {

struct CredentialJson {
    Bytes id;
    Json response;
};

/// Refuses more than 64 KiB, an `id` that is not `rawId` or of another length than 1 to 1023 bytes, another type than
/// "public-key", and a missing response. Members that are not asked for are left alone: browsers add some.
[[nodiscard]] Result<CredentialJson, Refusal> parse_credential_json(std::string_view json);
/// A member that is canonical base64url and not empty.
[[nodiscard]] std::optional<Bytes> find_bytes(Json const& object, std::string_view name);

} // namespace zugang::webauthn
