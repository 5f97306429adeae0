// Reading zugang.toml: every problem at once, unknown keys with the nearest known name.
#pragma once
#include "idp/config/config.hpp"
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::idp::config {

/// One line per problem, each with key and line number, for the operator.
using Problems = std::vector<std::string>;

[[nodiscard]] std::expected<Config, Problems> parse(std::string_view toml);
[[nodiscard]] std::expected<Config, Problems> load(std::string const& file);
/// The file used without --config: ./zugang.toml, then /etc/zugang/zugang.toml; empty where neither is.
[[nodiscard]] std::string default_file();
/// All keys with their values as TOML; `config show`. Passwords in URLs are masked.
[[nodiscard]] std::string to_toml(Config const& config);
/// The same as one JSON object, the keys with their sections ("session.idle"); `config show --json`.
[[nodiscard]] std::string to_json(Config const& config);
/// All keys with defaults and a comment each, as TOML; `config default`.
[[nodiscard]] std::string default_toml();
/// docs/configuration.md.
[[nodiscard]] std::string documentation();

} // namespace zugang::idp::config
