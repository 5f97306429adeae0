#include "base/json.hpp"
#include "idp/call/key_store.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"
#include "store/signing_keys.hpp"
#include <algorithm>
#include <ostream>

namespace zugang::idp::cli {
namespace {

/// All kinds of the configuration, or the one that was named.
std::vector<std::string> kinds_to_rotate(KeyRotateOptions const& options, config::Config const& config)
{
    auto known = config.keys.algorithms;
    known.insert(known.end(), config.keys.encryption.begin(), config.keys.encryption.end());
    if (options.algorithm.empty())
        return known;
    if (std::ranges::find(known, options.algorithm) == known.end())
        throw Refused{json_quote(options.algorithm) + " is neither in keys.algorithms nor in keys.encryption"};
    return {options.algorithm};
}

void print_keys(std::vector<store::SigningKeyRow> const& keys, Context& on)
{
    std::vector<std::string> items;
    std::vector<TableRow> lines;
    for (auto const& key : keys) {
        items.push_back(JsonObject{}
                            .add("kid", key.kid)
                            .add("algorithm", key.algorithm)
                            .add("state", key.state)
                            .add("created_at", to_rfc3339(key.created_at))
                            .add("state_since", to_rfc3339(key.state_since))
                            .str());
        lines.push_back({key.kid, key.algorithm, key.state, to_rfc3339(key.created_at), to_rfc3339(key.state_since)});
    }
    if (on.json())
        print_json_array(on.out(), items);
    else
        print_table(on.out(), {"KID", "ALGORITHM", "STATE", "CREATED", "SINCE"}, lines);
}

std::vector<store::SigningKeyRow> list_keys(store::Database& database)
{
    return database.read([](store::Connection& db) { return store::signing_keys::list(db); });
}

} // namespace

void key_list(Context& on)
{
    print_keys(list_keys(on.database()), on);
}

void key_rotate(KeyRotateOptions const& options, Context& on)
{
    auto& database = on.database();
    auto const now = on.now();
    auto const names = kinds_to_rotate(options, on.config());
    // Opening every key first: with the wrong master key, a new key would be sealed that no server can open.
    std::ignore = load_keys(database, on.sealer());
    for (auto const& name : names)
        rotate_key(database, on.sealer(), keys::parse_key_kind(name).value(), options.now, now);
    auto keys = list_keys(database);
    std::erase_if(keys, [&](auto const& key) { return std::ranges::find(names, key.algorithm) == names.end(); });
    print_keys(keys, on);
}

void key_retire(std::string const& kid, Context& on)
{
    if (!retire_key(on.database(), kid, on.now()))
        throw Refused{"there is no key " + json_quote(kid) +
                      " that is not in use; rotate first: zugang key rotate --now"};
    if (on.json())
        on.out() << JsonObject{}.add("kid", kid).add("retired", true).str() << '\n';
    else
        on.out() << "took key " << kid << " out of the JWKS\n";
}

} // namespace zugang::idp::cli
