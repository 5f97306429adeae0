#include "idp/call/passkey_settings.hpp"
#include "base/base64url.hpp"
#include "base/url.hpp"
#include "idp/call/authenticator_metadata.hpp"
#include <algorithm>
#include <charconv>

namespace zugang::idp {
namespace {

std::string first_of(std::initializer_list<std::string> texts)
{
    auto const found = std::ranges::find_if(texts, [](std::string const& text) { return !text.empty(); });
    return found == texts.end() ? std::string{} : *found;
}

std::string host_of(std::string const& issuer)
{
    auto const url = parse_url(issuer);
    return url ? url->host : std::string{};
}

std::vector<std::string> origins_of(config::Config const& config)
{
    std::vector<std::string> origins{config.issuer};
    auto const add = [&](std::string const& origin) {
        if (std::ranges::find(origins, origin) == origins.end())
            origins.push_back(origin);
    };
    std::ranges::for_each(config.passkeys.origins, add);
    if (config.passkeys.apps && !config.app.android_package.empty())
        for (auto const& fingerprint : config.app.android_fingerprints)
            add(android_origin(fingerprint));
    return origins;
}

std::vector<webauthn::Aaguid> models_of(std::vector<std::string> const& texts)
{
    std::vector<webauthn::Aaguid> models;
    for (auto const& text : texts)
        models.push_back(webauthn::parse_aaguid(text).value()); // the configuration checked it
    return models;
}

std::unique_ptr<AuthenticatorMetadata> open_metadata(config::Passkeys const& settings, Instant now)
{
    if (settings.metadata_file.empty())
        return nullptr;
    return std::make_unique<AuthenticatorMetadata>(
        settings.metadata_file, load_certificates("passkeys.metadata_roots", settings.metadata_roots), now);
}

} // namespace

std::string android_origin(std::string_view fingerprint)
{
    constexpr std::size_t step = 3; // two digits and a colon
    Bytes hash;
    for (std::size_t i = 0; i + 1 < fingerprint.size(); i += step) {
        std::uint8_t byte = 0;
        std::from_chars(fingerprint.data() + i, fingerprint.data() + i + 2, byte, 16);
        hash.push_back(byte);
    }
    return "android:apk-key-hash:" + base64url_encode(hash);
}

PasskeySettings::PasskeySettings(config::Config const& config, Instant now)
    : party_{.id = first_of({config.passkeys.rp_id, host_of(config.issuer)}),
             .origins = origins_of(config),
             .allow_cross_origin = config.passkeys.allow_cross_origin,
             .top_origins = config.passkeys.top_origins},
      name_(first_of({config.passkeys.rp_name, config.totp.issuer_name, host_of(config.issuer)})),
      metadata_(open_metadata(config.passkeys, now))
{
    if (config.passkeys.attestation == config::AttestationMode::verify)
        policy_.mode = webauthn::AttestationPolicy::Mode::verify;
    policy_.allowed = models_of(config.passkeys.allowed_aaguids);
    policy_.denied = models_of(config.passkeys.denied_aaguids);
    if (auto const& file = config.passkeys.attestation_roots; !file.empty())
        policy_.roots =
            std::make_shared<webauthn::TrustStore const>(load_certificates("passkeys.attestation_roots", file));
}

PasskeySettings::~PasskeySettings() = default;

webauthn::AttestationPolicy PasskeySettings::policy(Instant now) const
{
    auto policy = policy_;
    if (metadata_)
        policy.metadata = metadata_->current(now);
    return policy;
}

} // namespace zugang::idp
