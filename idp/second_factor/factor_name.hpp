// What a person may call a factor.
#pragma once
#include <optional>
#include <string_view>

namespace zugang::idp::second_factor {

/// The code of what is wrong with a name, trimmed; nothing where it can be stored and shown.
[[nodiscard]] std::optional<std::string_view> find_name_problem(std::string_view name);

} // namespace zugang::idp::second_factor
