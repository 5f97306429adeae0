// Value and Row: what goes into a statement and what comes out, the same for both engines.
#pragma once
#include "base/bytes.hpp"
#include "base/clock.hpp"
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zugang::store {

struct Null {
    bool operator==(Null const&) const = default;
};
using Value = std::variant<Null, std::int64_t, std::string, Bytes>;

[[nodiscard]] inline Value value_of(std::optional<std::string> const& text)
{
    return text ? Value{*text} : Value{Null{}};
}
[[nodiscard]] inline Value value_of(std::optional<Bytes> const& bytes)
{
    return bytes ? Value{*bytes} : Value{Null{}};
}
[[nodiscard]] inline Value value_of(std::optional<Instant> at)
{
    return at ? Value{to_millis(*at)} : Value{Null{}};
}
[[nodiscard]] inline Value value_of(Instant at)
{
    return Value{to_millis(at)};
}
[[nodiscard]] inline Value value_of(bool flag)
{
    return Value{std::int64_t{flag ? 1 : 0}};
}

/// A value for the parameter `:name` of a statement. Always by name: binding by position has redeemed a code twice.
struct Param {
    std::string_view name; // without the colon
    Value value;
};

/// UTF-8 without NUL. Text from a request is asked first: no row can have any other key.
[[nodiscard]] bool is_storable(std::string_view text);
/// Throws std::invalid_argument unless every text among the parameters is storable.
void check_storable(Value const& value);

/// One row of an answer. A missing column or another type throws std::logic_error: the statement is wrong, not the
/// data.
class Row {
public:
    Row(std::shared_ptr<std::vector<std::string> const> names, std::vector<Value> values)
        : names_(std::move(names)), values_(std::move(values))
    {
    }
    [[nodiscard]] std::int64_t integer(std::string_view column) const;
    [[nodiscard]] std::string text(std::string_view column) const;
    [[nodiscard]] Bytes blob(std::string_view column) const;
    [[nodiscard]] Instant instant(std::string_view column) const { return from_millis(integer(column)); }
    [[nodiscard]] bool flag(std::string_view column) const { return integer(column) != 0; }
    [[nodiscard]] bool is_null(std::string_view column) const;
    [[nodiscard]] std::optional<std::string> optional_text(std::string_view column) const;
    [[nodiscard]] std::optional<Bytes> optional_blob(std::string_view column) const;
    [[nodiscard]] std::optional<Instant> optional_instant(std::string_view column) const;

private:
    [[nodiscard]] Value const& at(std::string_view column) const;
    std::shared_ptr<std::vector<std::string> const> names_;
    std::vector<Value> values_;
};

} // namespace zugang::store
