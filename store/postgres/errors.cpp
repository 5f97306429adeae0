#include "store/postgres/errors.hpp"
#include <algorithm>
#include <array>

namespace zugang::store::postgres {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view state, std::array<std::string_view, N> const& states)
{
    return std::ranges::find(states, state) != states.end();
}

/// A class is the first two characters: connection, resources, operator intervention, system, internal.
bool is_trouble_of_server(std::string_view state)
{
    constexpr std::array<std::string_view, 5> classes{"08", "53", "57", "58", "XX"};
    constexpr std::array<std::string_view, 4> states{"55P03", "25P03", "25006", "42501"};
    return is_one_of(state.substr(0, 2), classes) || is_one_of(state, states);
}

} // namespace

void throw_error(std::string_view state, std::string const& what)
{
    constexpr std::array<std::string_view, 4> ended{"", "57P01", "57P02", "57P03"}; // shut down, crashed, starting
    constexpr std::array<std::string_view, 2> transient{"40001", "40P01"};
    constexpr std::array<std::string_view, 3> constraints{"23505", "23503", "23P01"};
    auto const message = "postgresql: " + what + " (" + std::string(state) + ")";
    if (is_one_of(state, ended))
        throw ConnectionLost(message);
    if (is_one_of(state, transient))
        throw TryAgain(message);
    if (is_one_of(state, constraints))
        throw ConstraintViolation(message);
    if (is_trouble_of_server(state))
        throw Unavailable(message);
    throw std::logic_error(message);
}

} // namespace zugang::store::postgres
