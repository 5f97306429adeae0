// require: a property that holds for every input; where it does not, a fuzzer stops and a replay fails.
#pragma once
#include <stdexcept>
#include <string>

namespace zugang::fuzz {

inline void require(bool holds, char const* what)
{
    if (!holds)
        throw std::logic_error(std::string("broken: ") + what);
}

} // namespace zugang::fuzz
