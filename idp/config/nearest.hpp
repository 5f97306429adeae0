// Nearest: which known name a mistyped one was meant to be.
#pragma once
#include <string_view>
#include <vector>

namespace zugang::idp::config {

/// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);
/// The candidate with the least distance, the first of several; `candidates` must not be empty.
[[nodiscard]] std::string_view find_nearest(std::string_view name, std::vector<std::string_view> const& candidates);

} // namespace zugang::idp::config
