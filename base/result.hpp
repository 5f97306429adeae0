// Result: a value, or the reason why there is none. Libraries return it; parsers never throw.
#pragma once
#include <expected>
#include <string>
#include <utility>

namespace zugang {

/// Why something could not be done, in words for the log. Never shown to a visitor.
struct Failure {
    std::string what;
};

template <class T, class E = Failure>
using Result = std::expected<T, E>;

/// Usage: `return failure("the header is not JSON");`
[[nodiscard]] inline std::unexpected<Failure> failure(std::string what)
{
    return std::unexpected(Failure{std::move(what)});
}

} // namespace zugang
