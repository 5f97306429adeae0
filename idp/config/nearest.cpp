#include "idp/config/nearest.hpp"
#include <algorithm>

namespace zugang::idp::config {

std::size_t edit_distance(std::string_view a, std::string_view b)
{
    // Three rows of the optimal string alignment table: the one before the last, the last, and the present one.
    std::vector<std::size_t> former(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::swap(former, last);
        std::swap(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], former[j - 2] + 1);
        }
    }
    return row[b.size()];
}

std::string_view find_nearest(std::string_view name, std::vector<std::string_view> const& candidates)
{
    constexpr std::size_t longest = 200; // a mistyped name is short; more would only cost time
    auto const typed = name.substr(0, longest);
    return *std::ranges::min_element(candidates, {}, [typed](auto known) { return edit_distance(typed, known); });
}

} // namespace zugang::idp::config
