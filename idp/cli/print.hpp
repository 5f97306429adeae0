// Printing: aligned tables and lists of fields for people.
#pragma once
#include "base/clock.hpp"
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zugang::idp::cli {

using TableRow = std::vector<std::string>;
/// Columns are as wide as their longest cell; control characters become '?', so no record can steer a terminal.
void print_table(std::ostream& out, TableRow const& head, std::vector<TableRow> const& rows);

using Fields = std::vector<std::pair<std::string, std::string>>;
/// One field a line; fields without a value are left out.
void print_fields(std::ostream& out, Fields const& fields);

/// [item,item] with one item a line.
void print_json_array(std::ostream& out, std::vector<std::string> const& items);

/// The text on one line, without control characters.
[[nodiscard]] std::string printable(std::string_view text);
/// RFC 3339, or nothing.
[[nodiscard]] std::optional<std::string> optional_time(std::optional<Instant> at);

} // namespace zugang::idp::cli
