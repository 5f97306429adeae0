// StatementCache: the prepared statements of one connection by their text.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace zugang::store {

struct SqlHash {
    using is_transparent = void;
    [[nodiscard]] std::size_t operator()(std::string_view sql) const { return std::hash<std::string_view>{}(sql); }
};

/// Statements are literals, so there are only as many as the program has.
template <class Statement>
using StatementCache = std::unordered_map<std::string, Statement, SqlHash, std::equal_to<>>;

} // namespace zugang::store
