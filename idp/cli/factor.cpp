#include "base/json.hpp"
#include "idp/cli/accounts.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/passkeys.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"
#include "idp/mail/mails.hpp"
#include "idp/notices/notices.hpp"
#include "idp/pages/samples.hpp"
#include "idp/session/ending.hpp"
#include "store/factors.hpp"
#include "store/grants.hpp"
#include "store/known_devices.hpp"
#include "store/passkeys.hpp"
#include "store/recovery_codes.hpp"
#include "store/totp_factors.hpp"
#include <ostream>

namespace zugang::idp::cli {
namespace {

struct ListedFactor {
    std::string id;
    std::string kind; // "totp", "passkey", "security_key" or "recovery_codes"
    std::string name;
    std::int64_t codes_left = 0;
    Instant added_at;
    std::optional<Instant> used_at;
    std::optional<store::Passkey> passkey = {}; // what else is told of passkeys and security keys
};

std::vector<ListedFactor> factors_of(store::Connection& db, std::string const& account_id)
{
    std::vector<ListedFactor> listed;
    for (auto const& factor : store::totp_factors::list_confirmed(db, account_id))
        listed.push_back({factor.id, "totp", factor.name, 0, *factor.confirmed_at, factor.last_used_at});
    for (auto const& passkey : store::passkeys::list(db, account_id)) {
        auto const kind = passkey.kind == store::Passkey::Kind::passkey ? "passkey" : "security_key";
        listed.push_back({passkey.id, kind, passkey.name, 0, passkey.created_at, passkey.last_used_at, passkey});
    }
    if (auto const set = store::recovery_codes::find_set(db, account_id))
        listed.push_back({set->id, "recovery_codes", "", store::recovery_codes::count_unused(db, account_id),
                          set->created_at, std::nullopt});
    return listed;
}

std::string to_factor_json(ListedFactor const& factor)
{
    JsonObject json;
    json.add("id", factor.id).add("kind", factor.kind);
    if (factor.kind == "recovery_codes")
        json.add("codes_left", factor.codes_left);
    else
        json.add("name", factor.name);
    json.add("added_at", to_rfc3339(factor.added_at)).add_if("last_used_at", optional_time(factor.used_at));
    if (auto const& passkey = factor.passkey)
        json.add("backup_eligible", passkey->backup_eligible)
            .add("backed_up", passkey->backed_up)
            .add("attestation", passkey->attestation_format)
            .add("attested", passkey->is_attested)
            .add_if("aaguid", aaguid_text(passkey->aaguid));
    return json.str();
}

/// "one device, packed (attested)"
std::string describe_passkey(store::Passkey const& passkey)
{
    auto const place = std::string{describe_place(passkey.backup_eligible, passkey.backed_up)};
    return place + ", " + passkey.attestation_format + (passkey.is_attested ? " (attested)" : "");
}

TableRow to_factor_line(ListedFactor const& factor)
{
    auto const is_codes = factor.kind == "recovery_codes";
    return {factor.id,
            factor.kind,
            is_codes ? std::to_string(factor.codes_left) + " left" : factor.name,
            to_rfc3339(factor.added_at),
            optional_time(factor.used_at).value_or(""),
            factor.passkey ? describe_passkey(*factor.passkey) : ""};
}

/// What the mail calls it; nothing where the account has no such factor.
std::optional<templates::Text> remove_factor(store::Connection& tx, FactorRemoveOptions const& options,
                                             std::string const& account_id, Instant now)
{
    using store::factors::Last;
    using store::factors::Removed;
    auto const factor = store::factors::find(tx, options.id);
    if (factor && store::factors::remove(tx, options.id, account_id, Last::may_go, now) == Removed::yes)
        return notices::factor_words(factor->kind, factor->name);
    if (store::recovery_codes::void_set(tx, account_id, options.id, now))
        return templates::tr("Wiederherstellungscodes");
    return std::nullopt;
}

struct FactorRemoved {
    store::Account account;
    std::int64_t sessions = 0;
    std::int64_t grants = 0;
    std::size_t left = 0;
};

/// One transaction: whoever has the lost telephone may be signed in on it.
FactorRemoved remove_and_end(store::Connection& tx, FactorRemoveOptions const& options, notices::Tools const& tools)
{
    FactorRemoved removed{.account = load_account(tx, options.who)};
    auto const& id = removed.account.id;
    auto const name = remove_factor(tx, options, id, tools.queue.now);
    if (!name)
        throw Refused{describe_account(removed.account) + " has no factor " + json_quote(options.id)};
    notices::queue(tx, {notices::Kind::factor_removed, id, *name, options.id}, tools);
    removed.sessions = session::end_sessions_of(tx, id, tools.queue);
    removed.grants = store::grants::revoke_of_account(tx, id, tools.queue.now);
    store::known_devices::revoke_all(tx, id);
    removed.left = factors_of(tx, id).size();
    return removed;
}

} // namespace

void factor_list(std::string const& who, Context& on)
{
    auto const listed =
        on.database().read([&](store::Connection& db) { return factors_of(db, load_account(db, who).id); });
    std::vector<std::string> items;
    std::vector<TableRow> lines;
    for (auto const& factor : listed) {
        items.push_back(to_factor_json(factor));
        lines.push_back(to_factor_line(factor));
    }
    if (on.json())
        print_json_array(on.out(), items);
    else
        print_table(on.out(), {"ID", "KIND", "NAME", "ADDED", "LAST USED", "PASSKEY"}, lines);
}

void factor_remove(FactorRemoveOptions const& options, Context& on)
{
    auto const& directory = on.config().templates.dir;
    templates::Engine const engine{directory.empty() ? std::nullopt : std::optional<std::filesystem::path>{directory},
                                   {pages::declarations(), mail::declarations()}};
    notices::Tools const tools{on.config(), engine, {on.sealer(), on.random(), on.now()}};
    auto const removed = on.database().write([&](store::Connection& tx) { return remove_and_end(tx, options, tools); });
    if (on.json())
        on.out() << JsonObject{}
                        .add("sub", removed.account.id)
                        .add("removed", options.id)
                        .add("factors_left", static_cast<std::int64_t>(removed.left))
                        .add("sessions_ended", removed.sessions)
                        .add("grants_revoked", removed.grants)
                        .str()
                 << '\n';
    else
        on.out() << "removed " << printable(options.id) << " of " << describe_account(removed.account)
                 << "; factors left: " << removed.left << ", sessions ended: " << removed.sessions
                 << ", grants revoked: " << removed.grants << '\n';
}

} // namespace zugang::idp::cli
