#include "doctest.h"
#include "idp/call/passkey_settings.hpp"

namespace zugang::tests {
namespace {

constexpr std::string_view fingerprint =
    "E3:B0:C4:42:98:FC:1C:14:9A:FB:F4:C8:99:6F:B9:24:27:AE:41:E4:64:9B:93:4C:A4:95:"
    "99:1B:78:52:B8:55";

idp::config::Config config_at(std::string issuer)
{
    idp::config::Config config;
    config.issuer = std::move(issuer);
    return config;
}

idp::PasskeySettings settings_of(idp::config::Config const& config)
{
    return {config, SystemClock{}.now()};
}

} // namespace

TEST_CASE("without settings passkeys belong to the issuer's host and are used at the issuer alone")
{
    auto const settings = settings_of(config_at("https://id.example:8443"));
    CHECK(settings.party().id == "id.example");
    CHECK(settings.party().origins == std::vector<std::string>{"https://id.example:8443"});
    CHECK_FALSE(settings.party().allow_cross_origin);
    CHECK(settings.name() == "id.example");
    CHECK_FALSE(settings.asks_attestation());
    CHECK(settings.policy(SystemClock{}.now()).mode == webauthn::AttestationPolicy::Mode::ignore);
}

TEST_CASE("passkeys have the name they are given, else the one of authenticator apps")
{
    auto config = config_at("https://id.example");
    config.totp.issuer_name = "Konto der Agentur";
    CHECK(settings_of(config).name() == "Konto der Agentur");
    config.passkeys.rp_name = "Passkeys der Agentur";
    CHECK(settings_of(config).name() == "Passkeys der Agentur");
}

TEST_CASE("ceremonies are taken from the issuer first, each origin once")
{
    auto config = config_at("https://id.example");
    config.passkeys.rp_id = "example.org";
    config.passkeys.origins = {"https://konto.example", "https://id.example"};
    config.passkeys.allow_cross_origin = true;
    config.passkeys.top_origins = {"https://portal.example"};
    auto const settings = settings_of(config);
    CHECK(settings.party().id == "example.org");
    CHECK(settings.party().origins == std::vector<std::string>{"https://id.example", "https://konto.example"});
    CHECK(settings.party().allow_cross_origin);
    CHECK(settings.party().top_origins == std::vector<std::string>{"https://portal.example"});
}

TEST_CASE("the Android app is taken by the hash of its certificate, unless apps are not")
{
    auto config = config_at("https://id.example");
    config.app.android_fingerprints = {std::string{fingerprint}};
    CHECK(settings_of(config).party().origins.size() == 1); // nobody's certificate
    config.app.android_package = "de.example.app";
    CHECK(settings_of(config).party().origins ==
          std::vector<std::string>{"https://id.example",
                                   // SHA-256 of nothing, in both notations
                                   "android:apk-key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"});
    config.passkeys.apps = false;
    CHECK(settings_of(config).party().origins.size() == 1);
}

TEST_CASE("models of authenticators are allowed and denied by their AAGUIDs")
{
    auto config = config_at("https://id.example");
    config.passkeys.allowed_aaguids = {"00010203-0405-0607-0809-0a0b0c0d0e0f"};
    config.passkeys.denied_aaguids = {"ffffffff-ffff-ffff-ffff-ffffffffffff"};
    auto const policy = settings_of(config).policy(SystemClock{}.now());
    CHECK(policy.allowed == std::vector{webauthn::Aaguid{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}});
    REQUIRE(policy.denied.size() == 1);
    CHECK(policy.denied.front().front() == 255);
}

} // namespace zugang::tests
