#include "base/json.hpp"
#include "base/sha256.hpp"
#include "idp/cli/clients.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"
#include "idp/config/value.hpp"
#include "store/registrations.hpp"
#include <ostream>

namespace zugang::idp::cli {
namespace {

constexpr config::Seconds longest_valid = std::chrono::days{365};
constexpr std::int64_t most_uses = 100000;

config::Seconds parse_valid(std::string const& text)
{
    auto const valid = config::parse_duration(text);
    if (!valid || *valid < config::Seconds{1} || *valid > longest_valid)
        throw WrongUsage{"--valid is a time such as 12h or 7d, at most 365d"};
    return *valid;
}

} // namespace

void client_registration_token(RegistrationTokenOptions const& options, Context& on)
{
    auto const valid = parse_valid(options.valid);
    if (options.uses < 1 || options.uses > most_uses)
        throw WrongUsage{"--uses is 1 to 100000"};
    Secret const token{random_token(on.random(), "zrt_")};
    auto const now = on.now();
    store::RegistrationToken const row{
        .token_hash = sha256(token.bytes()), .uses_left = options.uses, .created_at = now, .expires_at = now + valid};
    on.database().write([&](store::Connection& db) { store::registration_tokens::insert(db, row); });
    if (on.json()) {
        JsonObject out;
        out.add("registration_token", token.reveal());
        on.out() << out.add("uses", options.uses).add("expires_at", to_rfc3339(row.expires_at)).str() << '\n';
        return;
    }
    print_fields(on.out(), {{"token", std::string(token.reveal())},
                            {"uses", std::to_string(options.uses)},
                            {"valid until", to_rfc3339(row.expires_at)}});
    on.out() << "The token is shown this once. It counts where oidc.dynamic_registration is \"token\".\n";
}

} // namespace zugang::idp::cli
