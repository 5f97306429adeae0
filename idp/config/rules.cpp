#include "idp/config/rules.hpp"
#include "base/url.hpp"
#include "idp/config/checks.hpp"
#include "idp/config/guessing_keys.hpp"
#include <algorithm>

namespace zugang::idp::config {
namespace {

/// OWASP's two lowest choices for Argon2id. A test rig may go below: its passwords protect nothing.
bool is_strong_enough(Password const& password)
{
    constexpr std::int64_t with_one_pass = 47104;
    constexpr std::int64_t with_more = 19456;
    return password.memory_kib >= (password.iterations == 1 ? with_one_pass : with_more);
}

struct Conflicts {
    Lines const& lines;
    Problems found;

    void add(bool is_wrong, std::string_view name, std::string_view what)
    {
        if (is_wrong)
            found.push_back(name_with_line(name, lines) + " " + std::string(what));
    }
};

void find_tls_conflicts(Config const& config, Conflicts& on)
{
    if (!on.lines.contains("listen.tls"))
        return;
    auto const tls = config.listen.tls.value_or(Tls{}); // an empty table is not silence, it is half a setting
    on.add(tls.certificate.empty() || tls.key.empty(), "listen.tls", "needs both certificate and key");
    on.add(config.issuer.starts_with("http:"), "issuer", "must begin with https:// where listen.tls is set");
}

void find_mtls_conflicts(Config const& config, Conflicts& on)
{
    if (!on.lines.contains("listen.mtls"))
        return;
    auto const mtls = config.listen.mtls.value_or(Mtls{}); // an empty table asks for the listener with its defaults
    on.add(!on.lines.contains("listen.tls"), "listen.mtls", "needs listen.tls");
    on.add(mtls.trust == "ca" && mtls.ca_file.empty(), "listen.mtls", "needs ca_file where trust is \"ca\"");
    on.add(mtls.port == config.listen.port, "listen.mtls.port", "must be another one than listen.port");
}

void find_lifetime_conflicts(Config const& config, Conflicts& on)
{
    on.add(config.session.idle > config.session.absolute, "session.idle", "must not be longer than session.absolute");
    on.add(config.oidc.refresh_token_idle > config.oidc.refresh_token_absolute, "oidc.refresh_token_idle",
           "must not be longer than oidc.refresh_token_absolute");
    on.add(config.keys.published_before >= config.keys.active, "keys.published_before",
           "must be shorter than keys.active");
}

/// WebAuthn L3 §5.1.2: a site may speak for its own host or a domain above it. Without a list of public suffixes "a
/// domain above" is one of at least two labels: browsers refuse "co.uk" themselves.
bool may_speak_for(std::string_view host, std::string_view rp_id)
{
    bool const is_above = host.ends_with("." + std::string(rp_id));
    bool const has_label = rp_id.find('.') != std::string_view::npos || rp_id == "localhost";
    return host == rp_id || (is_above && has_label);
}

bool has_plain_origin(Passkeys const& passkeys)
{
    auto const is_plain = [](std::string_view origin) { return origin.starts_with("http:"); };
    return std::ranges::any_of(passkeys.origins, is_plain) || std::ranges::any_of(passkeys.top_origins, is_plain);
}

void find_passkey_conflicts(Config const& config, Conflicts& on)
{
    auto const& passkeys = config.passkeys;
    auto const url = parse_url(config.issuer);
    auto const is_allowed = [&](std::string const& aaguid) {
        return std::ranges::find(passkeys.allowed_aaguids, aaguid) != passkeys.allowed_aaguids.end();
    };
    on.add(url && !passkeys.rp_id.empty() && !may_speak_for(url->host, passkeys.rp_id), "passkeys.rp_id",
           "must be the issuer's host or a domain above it with at least two labels");
    on.add(has_plain_origin(passkeys) && !is_local_issuer(config.issuer), "passkeys.origins",
           "may hold http://localhost only where the issuer is on localhost or a .test name");
    on.add(!passkeys.top_origins.empty() && !passkeys.allow_cross_origin, "passkeys.top_origins",
           "needs allow_cross_origin = true");
    on.add(!passkeys.metadata_file.empty() && passkeys.metadata_roots.empty(), "passkeys.metadata_file",
           "needs metadata_roots: nobody would vouch for it");
    bool const verifies = passkeys.attestation == AttestationMode::verify;
    on.add(verifies && passkeys.attestation_roots.empty() && passkeys.metadata_file.empty(), "passkeys.attestation",
           "needs attestation_roots or metadata_file where it is \"verify\"");
    on.add(!verifies && passkeys.hardware == HardwareProof::attested, "passkeys.hardware",
           "needs attestation = \"verify\" where it is \"attested\"");
    on.add(std::ranges::any_of(passkeys.denied_aaguids, is_allowed), "passkeys.denied_aaguids",
           "must not hold what allowed_aaguids holds");
}

/// NIST SP 800-63B-4 §3.2.2: at most 100 tries on one account. Raising a limit makes guessing easier, so only a test
/// rig may go beyond.
void find_lax_limits(Config const& config, Conflicts& on)
{
    for (auto const& ceiling : guessing_ceilings()) {
        on.add(config.limits.*ceiling.field > ceiling.most, ceiling.name,
               "must be at most " + std::to_string(ceiling.most) +
                   " where the issuer is not on localhost or a .test name");
    }
}

} // namespace

std::string name_with_line(std::string_view name, Lines const& lines)
{
    auto const found = lines.find(name);
    return std::string(name) + (found == lines.end() ? "" : " (line " + std::to_string(found->second) + ")");
}

Problems find_conflicts(Config const& config, Lines const& lines)
{
    Conflicts on{lines, {}};
    bool const is_local = is_local_issuer(config.issuer);
    on.add(!lines.contains("issuer"), "issuer", "is missing: the external address of this server");
    on.add(lines.contains("test") && !is_local, "test",
           "is allowed only where the issuer is on localhost or a .test name");
    on.add(!is_local && !is_strong_enough(config.password), "password.memory_kib",
           "must be at least 47104 with one iteration and 19456 with more");
    on.add(std::ranges::find(config.keys.algorithms, "ES256") == config.keys.algorithms.end(), "keys.algorithms",
           "must hold \"ES256\", which clients get by default");
    find_tls_conflicts(config, on);
    find_mtls_conflicts(config, on);
    find_lifetime_conflicts(config, on);
    find_passkey_conflicts(config, on);
    if (!is_local)
        find_lax_limits(config, on);
    return std::move(on.found);
}

} // namespace zugang::idp::config
