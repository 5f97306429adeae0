#include "base/json.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/refused.hpp"
#include "idp/config/load.hpp"
#include <ostream>

namespace zugang::idp::cli {

void config_check(Context& on)
{
    auto const file = on.config_file();
    try {
        std::ignore = on.config();
    } catch (Refused const& refused) {
        if (on.json())
            on.out() << JsonObject{}.add("file", file).add("ok", false).add("problems", refused.reasons()).str()
                     << '\n';
        throw;
    }
    if (on.json())
        on.out() << JsonObject{}.add("file", file).add("ok", true).str() << '\n';
    else
        on.out() << file << " is in order\n";
}

void config_show(Context& on)
{
    auto const& config = on.config();
    if (on.json())
        on.out() << config::to_json(config) << '\n';
    else
        on.out() << config::to_toml(config);
}

void config_default(Context& on)
{
    if (on.json())
        on.out() << config::to_json(config::Config{}) << '\n';
    else
        on.out() << config::default_toml();
}

} // namespace zugang::idp::cli
