// SqlText: SQL joined from constants while compiling, so that a table's columns are listed once.
// Never `SELECT *`: a column added by a migration would break the statements other processes have prepared.
#pragma once
#include <algorithm>
#include <cstddef>
#include <string_view>

namespace zugang::store {

/// N characters. Usage: `constexpr SqlText columns{"id, scope"}; constexpr auto sql = "SELECT " + columns + " FROM t";`
template <std::size_t N>
struct SqlText {
    char characters[N + 1] = {};

    constexpr SqlText() = default;
    constexpr explicit SqlText(char const (&literal)[N + 1]) { std::copy_n(literal, N, characters); }
    constexpr operator std::string_view() const { return {characters, N}; }
};
template <std::size_t M>
SqlText(char const (&literal)[M]) -> SqlText<M - 1>;

template <std::size_t A, std::size_t B>
[[nodiscard]] constexpr SqlText<A + B> operator+(SqlText<A> const& left, SqlText<B> const& right)
{
    SqlText<A + B> joined;
    std::copy_n(left.characters, A, joined.characters);
    std::copy_n(right.characters, B, joined.characters + A);
    return joined;
}
template <std::size_t A, std::size_t M>
[[nodiscard]] constexpr auto operator+(SqlText<A> const& left, char const (&right)[M])
{
    return left + SqlText<M - 1>(right);
}
template <std::size_t M, std::size_t B>
[[nodiscard]] constexpr auto operator+(char const (&left)[M], SqlText<B> const& right)
{
    return SqlText<M - 1>(left) + right;
}

} // namespace zugang::store
