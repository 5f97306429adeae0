// Parameters: a decoded query or form body (application/x-www-form-urlencoded), strict: UTF-8, no NUL, bounded.
#pragma once
#include "base/result.hpp"
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zugang::http {

class Parameters {
public:
    using List = std::vector<std::pair<std::string, std::string>>;

    Parameters() = default;
    explicit Parameters(List list) : list_(std::move(list)) {}

    /// Fails on a broken escape, invalid UTF-8, NUL or more than `maximum` fields.
    [[nodiscard]] static Result<Parameters> parse(std::string_view encoded, std::size_t maximum = 200);

    /// The first value; nothing where missing. Check `is_doubled` where one value is required.
    [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
    /// The first value that is not empty: a parameter without a value counts as left out (RFC 6749 §3.1).
    [[nodiscard]] std::optional<std::string> find_filled(std::string_view name) const;
    /// The value, or "" where missing.
    [[nodiscard]] std::string get(std::string_view name) const { return find(name).value_or(std::string{}); }
    [[nodiscard]] bool has(std::string_view name) const { return find(name).has_value(); }
    [[nodiscard]] bool is_doubled(std::string_view name) const;
    /// The first name that occurs twice, if any.
    [[nodiscard]] std::optional<std::string> find_doubled() const;
    [[nodiscard]] List const& all() const { return list_; }

private:
    List list_;
};

} // namespace zugang::http
