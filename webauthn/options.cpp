#include "webauthn/options.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "webauthn/cose_key.hpp"

namespace zugang::webauthn {
namespace {

std::string join_array(std::vector<std::string> const& values)
{
    std::string array = "[";
    for (auto const& value : values)
        array += (array.size() > 1 ? "," : "") + value;
    return array + "]";
}

/// §5.4: in the order in which we like them. Without ES256 and RS256 some authenticators could make no key at all.
std::string algorithms_json()
{
    using enum Algorithm;
    std::vector<std::string> all;
    for (auto const algorithm : {eddsa, es256, rs256, es384, es512})
        all.push_back(JsonObject{}
                          .add("type", "public-key")
                          .add("alg", std::int64_t{static_cast<std::int32_t>(algorithm)})
                          .str());
    return join_array(all);
}

std::string descriptors_json(std::vector<CredentialDescriptor> const& descriptors)
{
    std::vector<std::string> all;
    for (auto const& descriptor : descriptors) {
        auto object = JsonObject{}.add("type", "public-key").add("id", base64url_encode(descriptor.id));
        if (!descriptor.transports.empty()) // an empty list would mean that it can be reached by no way
            object.add("transports", descriptor.transports);
        all.push_back(object.str());
    }
    return join_array(all);
}

std::int64_t ceremony_timeout()
{
    return std::chrono::milliseconds(ceremony_time).count();
}

std::string_view name_of(UserVerification verification)
{
    switch (verification) {
    case UserVerification::required:
        return "required";
    case UserVerification::preferred:
        return "preferred";
    case UserVerification::discouraged:
        return "discouraged";
    }
    return "";
}

std::string selection_json(CreationOptions const& options)
{
    if (options.kind == CredentialKind::security_key) // after a password: neither found by itself, nor asking for a PIN
        return JsonObject{}
            .add("authenticatorAttachment", "cross-platform")
            .add("residentKey", "discouraged")
            .add("requireResidentKey", false)
            .add("userVerification", "discouraged")
            .str();
    return JsonObject{}
        .add("residentKey", "required")
        .add("requireResidentKey", true) // the same for browsers of Level 1
        .add("userVerification", options.is_conditional ? "preferred" : "required")
        .str();
}

} // namespace

std::string to_json(CreationOptions const& options)
{
    auto const user = JsonObject{}
                          .add("id", base64url_encode(options.user_handle))
                          .add("name", options.user_name)
                          .add("displayName", options.display_name);
    auto object = JsonObject{}
                      .add_raw("rp", JsonObject{}.add("id", options.rp_id).add("name", options.rp_name).str())
                      .add_raw("user", user.str())
                      .add("challenge", base64url_encode(options.challenge))
                      .add_raw("pubKeyCredParams", algorithms_json())
                      .add("timeout", ceremony_timeout())
                      .add_raw("excludeCredentials", descriptors_json(options.exclude))
                      .add_raw("authenticatorSelection", selection_json(options))
                      .add("attestation", options.asks_attestation ? "direct" : "none")
                      .add_raw("extensions", JsonObject{}.add("credProps", true).str());
    if (options.kind == CredentialKind::security_key)
        object.add("hints", std::vector<std::string>{"security-key"});
    return object.str();
}

std::string to_json(RequestOptions const& options)
{
    return JsonObject{}
        .add("rpId", options.rp_id)
        .add("challenge", base64url_encode(options.challenge))
        .add("timeout", ceremony_timeout())
        .add_raw("allowCredentials", descriptors_json(options.allow))
        .add("userVerification", name_of(options.user_verification))
        .str();
}

} // namespace zugang::webauthn
