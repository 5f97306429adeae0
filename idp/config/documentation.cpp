#include "idp/config/load.hpp"
#include "idp/config/schema.hpp"

namespace zugang::idp::config {
namespace {

constexpr std::string_view head = R"(# Configuration

<!-- Generated from idp/config/schema.cpp. To write it again: ZUGANG_UPDATE_DOCS=1 build/dev/tests/tests_config -->

`zugang` reads one TOML file: the one `--config` names, else `./zugang.toml`, else `/etc/zugang/zugang.toml`.
`zugang config default` prints a file with every key, `zugang config check` tells every mistake at once, and
`zugang config show` prints what is in force. A key this list does not hold stops the start with the nearest known name.

Only `issuer` has to be given. Durations are one number and a unit: `"90s"`, `"30m"`, `"12h"`, `"7d"`. File names are
relative to the folder the program is started in.
)";

constexpr std::string_view table_head = "| key | default | values | meaning |\n|---|---|---|---|\n";

std::string title_of(std::string_view section)
{
    return section.empty() ? "\n## At the top\n\n" : "\n## `[" + std::string(section) + "]`\n\n";
}

std::string describe_default(Key const& key)
{
    if (key.name == "issuer")
        return "none: needed";
    auto const usual = key.get(Config{});
    if (!key.example.empty() && usual == Value{std::string{}})
        return "not set, e.g. `" + to_literal(std::string(key.example)) + "`";
    return "`" + to_literal(usual) + "`";
}

} // namespace

std::string documentation()
{
    std::string out(head);
    Key const* former = nullptr;
    for (auto const& key : schema()) {
        if (former == nullptr || former->section() != key.section())
            out += title_of(key.section()) + std::string(table_head);
        out += "| `" + std::string(key.last()) + "` | " + describe_default(key) + " | " + describe_range(key) + " | " +
               std::string(key.description) + " |\n";
        former = &key;
    }
    return out;
}

} // namespace zugang::idp::config
