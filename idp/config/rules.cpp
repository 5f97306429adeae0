#include "idp/config/rules.hpp"
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
    if (!is_local)
        find_lax_limits(config, on);
    return std::move(on.found);
}

} // namespace zugang::idp::config
