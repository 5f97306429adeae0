// Rules: what concerns two keys at once, and keys that must be there.
#pragma once
#include "idp/config/load.hpp"
#include <functional>
#include <map>

namespace zugang::idp::config {

/// Line of each key and section the file holds.
using Lines = std::map<std::string, std::uint32_t, std::less<>>;

/// "session.idle (line 4)", or the name alone where the file does not hold it.
[[nodiscard]] std::string name_with_line(std::string_view name, Lines const& lines);
/// Every key of `config` has passed its own check, or has its default.
[[nodiscard]] Problems find_conflicts(Config const& config, Lines const& lines);

} // namespace zugang::idp::config
