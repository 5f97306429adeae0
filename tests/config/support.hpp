// What the tests of the configuration share.
#pragma once
#include "doctest.h"
#include "idp/config/load.hpp"

namespace zugang::idp::config::testing {

inline std::string with_issuer(std::string const& rest, std::string const& issuer = "https://id.example")
{
    return "issuer = \"" + issuer + "\"\n" + rest;
}

/// The problems of a text; none where it is in order.
inline Problems problems_of(std::string const& toml)
{
    auto const parsed = parse(toml);
    return parsed ? Problems{} : parsed.error();
}

inline bool is_accepted(std::string const& rest)
{
    return problems_of(with_issuer(rest)).empty();
}

/// The only problem of a text, or an empty text where there is none or more than one.
inline std::string problem_of(std::string const& toml)
{
    auto const problems = problems_of(toml);
    return problems.size() == 1 ? problems.front() : std::string{};
}

} // namespace zugang::idp::config::testing
