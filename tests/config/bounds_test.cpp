// Each key at its bounds: the last value that is accepted beside the first that is not.
#include "idp/config/schema.hpp"
#include "tests/config/support.hpp"
#include <algorithm>
#include <set>

namespace config = zugang::idp::config;
using config::testing::is_accepted;
using config::testing::problem_of;
using config::testing::problems_of;
using config::testing::with_issuer;

namespace {

struct Pair {
    char const* key;
    char const* good;
    char const* bad;
};

std::string line_of(config::Key const& key, std::string const& value)
{
    return "[" + std::string(key.section()) + "]\n" + std::string(key.last()) + " = " + value + "\n";
}

/// Other keys that must move along, for a bound to be seen alone.
std::string companions_of(std::string_view key)
{
    if (key == "session.idle" || key == "session.absolute")
        return key == "session.idle" ? "session.absolute = \"24h\"\n" : "session.idle = \"1m\"\n";
    if (key == "oidc.refresh_token_idle")
        return "oidc.refresh_token_absolute = \"3650d\"\n";
    if (key == "oidc.refresh_token_absolute")
        return "oidc.refresh_token_idle = \"1m\"\n";
    if (key == "keys.active")
        return "keys.published_before = \"1m\"\n";
    if (key == "passkeys.top_origins")
        return "passkeys.allow_cross_origin = true\n";
    if (key == "passkeys.metadata_file")
        return "passkeys.metadata_roots = \"fido.pem\"\n";
    if (key == "passkeys.attestation")
        return "passkeys.attestation_roots = \"makers.pem\"\n";
    if (key == "passkeys.hardware")
        return "passkeys.attestation_roots = \"makers.pem\"\npasskeys.attestation = \"verify\"\n";
    return "";
}

std::vector<Pair> const pairs{
    {"listen.address", "\"127.0.0.1\"", "\"127.0.0.256\""},
    {"listen.address", "\"::\"", "\"localhost\""},
    {"listen.port", "1", "0"},
    {"listen.port", "65535", "65536"},
    {"listen.trusted_proxies", "[\"10.0.0.0/32\"]", "[\"10.0.0.0/33\"]"},
    {"listen.trusted_proxies", "[\"2001:db8::/128\"]", "[\"2001:db8::/129\"]"},
    {"listen.trusted_proxies", "[\"10.0.0.0/0\"]", "[\"10.0.0.0/\"]"},
    {"listen.trusted_proxies", "[\"10.0.0.1\"]", "[\"proxy.example\"]"},
    {"listen.trusted_proxies", "[\"10.0.0.1\", \"10.0.0.2\"]", "[\"10.0.0.1\", \"10.0.0.1\"]"},
    {"store.url", "\"sqlite:x\"", "\"sqlite:\""},
    {"store.url", "\"postgresql://h\"", "\"postgresql://\""},
    {"store.url", "\"sqlite:/var/lib/zugang.db\"", "\"mysql://h/d\""},
    {"store.connections", "1", "0"},
    {"store.connections", "1000", "1001"},
    {"secrets.master_key_file", "\"k\"", "\"\""},
    {"mail.smtp_url", "\"smtps://u:p@mail.example:465\"", "\"smtps://u:p@:465\""},
    {"mail.smtp_url", "\"smtp://[::1]:25\"", "\"http://mail.example\""},
    {"mail.smtp_url", "\"smtp://mail.example/\"", "\"smtp://mail.example/x\""},
    {"mail.from", "\"a@b\"", "\"a\""},
    {"mail.from", "\"Zugang <a@b>\"", "\"<a@b>\""},
    {"mail.from", "\"Zugang <a@b.example>\"", "\"Zugang <a@b@c>\""},
    {"mail.from", "\"Zugang <a@b.example>\"", "\"Zugang\\r\\nBcc: x <a@b>\""},
    {"mail.password_file", "\"\"", "5"},
    {"mail.ca_file", "\"\"", "false"},
    {"mail.require_tls", "true", "1"},
    {"password.memory_kib", "4194304", "4194305"},
    {"password.memory_kib", "47104", "47103"},
    {"password.iterations", "1", "0"},
    {"password.iterations", "100", "101"},
    {"password.minimum_length", "8", "7"},
    {"password.minimum_length", "64", "65"},
    {"password.blocklist_file", "\"x\"", "[\"x\"]"},
    {"policy.second_factor", "\"recommended\"", "\"Required\""},
    {"policy.registration", "false", "\"false\""},
    {"policy.terms_version", "\"2\"", "\"\""},
    {"session.idle", "\"60s\"", "\"59s\""},
    {"session.idle", "\"60m\"", "\"61m\""},
    {"session.absolute", "\"1m\"", "\"59s\""},
    {"session.absolute", "\"24h\"", "\"25h\""},
    {"session.sign_in", "\"1m\"", "\"59s\""},
    {"session.sign_in", "\"24h\"", "\"25h\""},
    {"oidc.dynamic_registration", "\"open\"", "\"on\""},
    {"oidc.implicit", "true", "\"true\""},
    {"oidc.resources", "[\"https://api.example/v1\"]", "[\"https://api.example/v1#f\"]"},
    {"oidc.resources", "[\"urn:example:api\"]", "[\"api.example\"]"},
    {"oidc.authorization_details_types", "[\"payment\"]", "[\"\"]"},
    {"oidc.request_uri", "true", "1"},
    {"oidc.pushed_request_lifetime", "\"5s\"", "\"4s\""},
    {"oidc.pushed_request_lifetime", "\"90s\"", "\"91s\""},
    {"oidc.dpop_nonce_required", "true", "\"true\""},
    {"oidc.access_token_lifetime", "\"1s\"", "\"0s\""},
    {"oidc.access_token_lifetime", "\"24h\"", "\"25h\""},
    {"oidc.id_token_lifetime", "\"1s\"", "\"0s\""},
    {"oidc.id_token_lifetime", "\"24h\"", "\"25h\""},
    {"oidc.code_lifetime", "\"1s\"", "\"0s\""},
    {"oidc.code_lifetime", "\"10m\"", "\"601s\""},
    {"oidc.device_code_lifetime", "\"1m\"", "\"59s\""},
    {"oidc.device_code_lifetime", "\"1h\"", "\"3601s\""},
    {"oidc.ciba", "true", "\"true\""},
    {"oidc.ciba_lifetime", "\"1s\"", "\"0s\""},
    {"oidc.ciba_lifetime", "\"1h\"", "\"3601s\""},
    {"totp.algorithm", "\"SHA256\"", "\"SHA512\""},
    {"totp.window", "0", "-1"},
    {"totp.window", "1", "2"},
    {"totp.issuer_name", "\"Konto der Agentur\"", "\"Konto: Agentur\""},
    {"totp.issuer_name", "\"1234567890123456789012345678901234567890123456789012345678901234\"",
     "\"12345678901234567890123456789012345678901234567890123456789012345\""},
    {"totp.devices", "1", "0"},
    {"totp.devices", "20", "21"},
    {"passkeys.rp_id", "\"id.example\"", "\"ID.example\""},
    {"passkeys.rp_id", "\"\"", "\"https://id.example\""},
    {"passkeys.rp_id", "\"id.example\"", "\"id.example:443\""},
    {"passkeys.rp_id", "\"id.example\"", "\"id.example.\""},
    {"passkeys.rp_id", "\"id.example\"", "\"192.0.2.7\""},
    {"passkeys.rp_id", "\"id.example\"", "\"[::1]\""},
    {"passkeys.rp_name", "\"1234567890123456789012345678901234567890123456789012345678901234\"",
     "\"12345678901234567890123456789012345678901234567890123456789012345\""},
    {"passkeys.rp_name", "\"Konto: Agentur\"", "\"Konto\\tAgentur\""},
    {"passkeys.origins", "[\"https://konto.example\"]", "[\"https://konto.example/\"]"},
    {"passkeys.origins", "[\"https://konto.example:8443\"]", "[\"https://konto.example:443\"]"},
    {"passkeys.origins", "[\"https://konto.example\"]", "[\"https://Konto.example\"]"},
    {"passkeys.origins", "[\"https://konto.example\"]", "[\"http://konto.example\"]"},
    {"passkeys.origins", "[\"android:apk-key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"]",
     "[\"android:apk-key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFV\"]"},
    {"passkeys.origins", "[\"android:apk-key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"]",
     "[\"android:apk-key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuF\"]"},
    {"passkeys.origins", "[\"android:apk-key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"]",
     "[\"android:key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"]"},
    {"passkeys.apps", "false", "\"no\""},
    {"passkeys.allow_cross_origin", "true", "1"},
    {"passkeys.top_origins", "[\"https://portal.example\"]",
     "[\"android:apk-key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU\"]"},
    {"passkeys.top_origins", "[\"https://portal.example\"]", "[\"https://*.example\", \"\"]"},
    {"passkeys.security_keys", "false", "0"},
    {"passkeys.devices", "1", "0"},
    {"passkeys.devices", "50", "51"},
    {"passkeys.conditional_create", "false", "\"off\""},
    {"passkeys.attestation", "\"verify\"", "\"direct\""},
    {"passkeys.attestation_roots", "\"makers.pem\"", "[\"makers.pem\"]"},
    {"passkeys.metadata_file", "\"blob.jwt\"", "true"},
    {"passkeys.metadata_roots", "\"fido.pem\"", "1"},
    {"passkeys.allowed_aaguids", "[\"08987058-cadc-4b81-b6e1-30de50dcbe96\"]",
     "[\"08987058-CADC-4b81-b6e1-30de50dcbe96\"]"},
    {"passkeys.denied_aaguids", "[\"00000000-0000-0000-0000-000000000000\"]",
     "[\"000000000000-0000-0000-0000-00000000\"]"},
    {"passkeys.denied_aaguids", "[\"00000000-0000-0000-0000-000000000000\"]",
     "[\"00000000-0000-0000-0000-00000000000\"]"},
    {"passkeys.hardware", "\"attested\"", "\"yes\""},
    {"app.android_package", "\"de.example.app\"", "\"de.example/app\""},
    {"app.android_fingerprints",
     "[\"00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\"]",
     "[\"00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE\"]"},
    {"app.android_fingerprints",
     "[\"00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:0A\"]",
     "[\"00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:0a\"]"},
    {"app.apple_ids", "[\"ABCDE12345.de.example.app\"]", "[\"ABCDE12345 de.example.app\"]"},
    {"oidc.refresh_token_idle", "\"1m\"", "\"59s\""},
    {"oidc.refresh_token_idle", "\"365d\"", "\"366d\""},
    {"oidc.refresh_token_absolute", "\"1m\"", "\"59s\""},
    {"oidc.refresh_token_absolute", "\"3650d\"", "\"3651d\""},
    {"oidc.refresh_token_grace", "\"0s\"", "\"-1s\""},
    {"oidc.refresh_token_grace", "\"60s\"", "\"61s\""},
    {"keys.algorithms", "[\"ES256\"]", "[\"RS256\"]"},
    {"keys.algorithms", "[\"ES384\", \"ES256\"]", "[\"ES256\", \"none\"]"},
    {"keys.encryption", "[]", "[\"RSA-OAEP\"]"},
    {"keys.encryption", "[\"ECDH-ES\"]", "[\"ECDH-ES\", \"ECDH-ES\"]"},
    {"keys.algorithms", "[\"ES256\", \"EdDSA\"]", "[\"ES256\", \"ES256\"]"},
    {"keys.active", "\"1h\"", "\"59m\""},
    {"keys.active", "\"3650d\"", "\"3651d\""},
    {"keys.published_before", "\"1m\"", "\"59s\""},
    {"keys.published_before", "\"30d\"", "\"31d\""},
    {"outbound.ca_file", "\"ca.pem\"", "true"},
    {"outbound.allow_private", "[\"localhost:1\"]", "[\"localhost:0\"]"},
    {"outbound.allow_private", "[\"localhost:65535\"]", "[\"localhost:65536\"]"},
    {"outbound.allow_private", "[\"localhost:443\"]", "[\"localhost\"]"},
    {"outbound.allow_private", "[\"localhost:443\"]", "[\"Localhost:443\"]"},
    {"outbound.allow_private", "[\"localhost:443\"]", "[\"localhost:0443\"]"},
    {"outbound.allow_private", "[\"localhost:443\"]", "[\"https://localhost:443\"]"},
    {"outbound.allow_private", "[\"10.0.0.1:8443\"]", "[\"10.0.0.0/8:8443\"]"},
    {"outbound.allow_private", "[\"[::1]:8443\"]", "[\"::1:8443\"]"},
    {"outbound.allow_private", "[\"a:1\", \"a:2\"]", "[\"a:1\", \"a:1\"]"},
    {"outbound.allow_private", "[\"a:1\"]", "[\"user@a:1\"]"},
    {"outbound.allow_private", "[\"a:1\"]", "[\":1\"]"},
    {"outbound.proxy", "\"\"", "\"proxy:3128\""},
    {"outbound.proxy", "\"http://proxy:3128\"", "\"socks5://proxy:3128\""},
    {"outbound.proxy", "\"https://proxy.example/\"", "\"https://proxy.example/path\""},
    {"outbound.proxy", "\"http://proxy:3128\"", "\"http://user:word@proxy:3128\""},
    {"workers.quick_threads", "0", "-1"},
    {"workers.quick_threads", "1024", "1025"},
    {"workers.hash_threads", "0", "-1"},
    {"workers.hash_threads", "1024", "1025"},
    {"workers.quick_queue", "1", "0"},
    {"workers.quick_queue", "1000000", "1000001"},
    {"workers.hash_queue", "1", "0"},
    {"workers.hash_queue", "1000000", "1000001"},
    {"limits.connections", "1", "0"},
    {"limits.connections", "1000000", "1000001"},
    {"limits.connections_per_address", "1", "0"},
    {"limits.connections_per_address", "1000000", "1000001"},
    {"limits.registrations_per_hour", "1", "0"},
    {"limits.registrations_per_hour", "1000000", "1000001"},
    {"limits.mails_per_hour_and_address", "1", "0"},
    {"limits.mails_per_hour_and_address", "1000000", "1000001"},
    {"limits.mails_per_day_and_address", "1", "0"},
    {"limits.mails_per_day_and_address", "1000000", "1000001"},
    {"limits.device_codes_per_hour_and_account", "1", "0"},
    {"limits.device_codes_per_hour_and_account", "1000000", "1000001"},
    {"limits.device_codes_per_hour", "1", "0"},
    {"limits.device_codes_per_hour", "1000000", "1000001"},
    {"limits.passwords_before_wait", "1", "0"},
    {"limits.passwords_before_wait", "10", "11"},
    {"limits.passwords_per_day", "1", "0"},
    {"limits.passwords_per_day", "20", "21"},
    {"limits.passwords_of_strangers", "1", "0"},
    {"limits.passwords_of_strangers", "10", "11"},
    {"limits.passwords_in_a_row", "1", "0"},
    {"limits.passwords_in_a_row", "100", "101"},
    {"limits.passwords_per_hour_and_device", "1", "0"},
    {"limits.passwords_per_hour_and_device", "10", "11"},
    {"limits.failures_per_minute_and_network", "1", "0"},
    {"limits.failures_per_minute_and_network", "100", "101"},
    {"limits.names_per_hour_and_network", "1", "0"},
    {"limits.names_per_hour_and_network", "1000000", "1000001"},
    {"limits.names_per_day_and_network", "1", "0"},
    {"limits.names_per_day_and_network", "1000000", "1000001"},
    {"limits.failures_to_alarm", "1", "0"},
    {"limits.failures_to_alarm", "1000000", "1000001"},
    {"limits.codes_per_quarter", "1", "0"},
    {"limits.codes_per_quarter", "5", "6"},
    {"limits.codes_before_pause", "1", "0"},
    {"limits.codes_before_pause", "10", "11"},
    {"limits.codes_in_a_row", "1", "0"},
    {"limits.codes_in_a_row", "100", "101"},
    {"limits.wait_of_network", "\"1s\"", "\"0s\""},
    {"limits.wait_of_network", "\"1h\"", "\"3601s\""},
    {"limits.ciba_requests_per_account", "1", "0"},
    {"limits.ciba_requests_per_account", "1000000", "1000001"},
    {"limits.resend_after", "\"0s\"", "\"-1s\""},
    {"limits.resend_after", "\"24h\"", "\"25h\""},
    {"templates.dir", "\"look\"", "1"},
    {"log.level", "\"debug\"", "\"trace\""},
    {"log.level", "\"error\"", "\"\""},
};

} // namespace

TEST_CASE("each key is accepted at its bound and refused one beyond")
{
    for (auto const& [name, good, bad] : pairs) {
        CAPTURE(name);
        CAPTURE(bad);
        auto const* const key = config::find_key(name);
        REQUIRE(key != nullptr);
        auto const before = companions_of(name);
        CHECK(problems_of(with_issuer(before + std::string(name) + " = " + good + "\n")) == config::Problems{});
        CHECK(problem_of(with_issuer(before + std::string(name) + " = " + bad + "\n")).starts_with(name));
        CHECK(is_accepted(line_of(
            *key, key->name == "keys.algorithms" ? "[\"ES256\"]" : config::to_literal(key->get(config::Config{})))));
    }
}

TEST_CASE("no key is left without a pair of bounds")
{
    std::set<std::string_view> const elsewhere{"issuer",
                                               "listen.tls.certificate",
                                               "listen.tls.key",
                                               "listen.tls.minimum",
                                               "listen.mtls.address",
                                               "listen.mtls.port",
                                               "listen.mtls.trust",
                                               "listen.mtls.ca_file",
                                               "test.clock_offset_file"};
    for (auto const& key : config::schema()) {
        bool const is_here = std::ranges::any_of(pairs, [&](Pair const& pair) { return key.name == pair.key; });
        CHECK_MESSAGE(is_here != elsewhere.contains(key.name), key.name);
    }
}

TEST_CASE("a test rig may be guessed at more often than real people's accounts")
{
    std::string const more = "[limits]\npasswords_in_a_row = 101\n";
    CHECK(problems_of(with_issuer(more, "http://localhost:8080")).empty());
    CHECK(problems_of(with_issuer(more, "https://id.zugang.test")).empty());
    CHECK(problem_of(with_issuer(more)) == "limits.passwords_in_a_row (line 3) must be at most 100 where the issuer is "
                                           "not on localhost or a .test name");
}

TEST_CASE("a session does not idle longer than it lives")
{
    CHECK(is_accepted("[session]\nidle = \"30m\"\nabsolute = \"30m\"\n"));
    CHECK(problem_of(with_issuer("[session]\nidle = \"30m\"\nabsolute = \"29m\"\n")) ==
          "session.idle (line 3) must not be longer than session.absolute");
}

TEST_CASE("a refresh token does not idle longer than its chain lives")
{
    CHECK(is_accepted("[oidc]\nrefresh_token_idle = \"2d\"\nrefresh_token_absolute = \"2d\"\n"));
    CHECK(!is_accepted("[oidc]\nrefresh_token_idle = \"49h\"\nrefresh_token_absolute = \"2d\"\n"));
}

TEST_CASE("a signing key is published for less than it is used")
{
    CHECK(is_accepted("[keys]\nactive = \"25h\"\npublished_before = \"24h\"\n"));
    CHECK(!is_accepted("[keys]\nactive = \"24h\"\npublished_before = \"24h\"\n"));
}

TEST_CASE("a password in an address does not appear in the problem")
{
    for (auto const& problem : problems_of(with_issuer("[mail]\nsmtp_url = \"smtp://u:s3cret@mail.example/x\"\n"
                                                       "[store]\nurl = \"mysql://u:s3cret@h\"\n")))
        CHECK(problem.find("s3cret") == std::string::npos);
}
