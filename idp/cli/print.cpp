#include "idp/cli/print.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <ostream>

namespace zugang::idp::cli {
namespace {

std::size_t width_of(std::string_view text)
{
    return is_utf8(text) ? count_code_points(text) : text.size();
}

void print_row(std::ostream& out, TableRow const& row, std::vector<std::size_t> const& widths)
{
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
        line += row[i];
        if (i + 1 < row.size())
            line.append(widths[i] - width_of(row[i]) + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
}

} // namespace

std::string printable(std::string_view text)
{
    std::string out(text);
    for (std::size_t i = 0; i < out.size(); ++i) {
        bool const is_c0 = (out[i] >= 0 && out[i] < 0x20) || out[i] == 0x7f;
        bool const is_c1 = out[i] == '\xc2' && i + 1 < out.size() && static_cast<unsigned char>(out[i + 1]) < 0xa0;
        if (is_c0)
            out[i] = ' ';
        else if (is_c1)
            out.replace(i, 2, "?");
    }
    return out;
}

void print_table(std::ostream& out, TableRow const& head, std::vector<TableRow> const& rows)
{
    std::vector<TableRow> lines{head};
    for (auto const& row : rows) {
        auto& line = lines.emplace_back();
        std::ranges::transform(row, std::back_inserter(line), [](std::string const& cell) { return printable(cell); });
    }
    std::vector<std::size_t> widths(head.size());
    for (auto const& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], width_of(line[i]));
    for (auto const& line : lines)
        print_row(out, line, widths);
}

void print_fields(std::ostream& out, Fields const& fields)
{
    std::size_t width = 0;
    for (auto const& [name, value] : fields)
        width = value.empty() ? width : std::max(width, name.size());
    for (auto const& [name, value] : fields)
        if (!value.empty())
            out << name << std::string(width - name.size() + 2, ' ') << printable(value) << '\n';
}

void print_json_array(std::ostream& out, std::vector<std::string> const& items)
{
    out << '[';
    for (std::size_t i = 0; i < items.size(); ++i)
        out << (i == 0 ? "\n" : ",\n") << items[i];
    out << (items.empty() ? "]\n" : "\n]\n");
}

std::optional<std::string> optional_time(std::optional<Instant> at)
{
    return at ? std::optional{to_rfc3339(*at)} : std::nullopt;
}

} // namespace zugang::idp::cli
