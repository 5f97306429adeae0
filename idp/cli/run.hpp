// run: the command line of zugang, from its arguments to its exit status.
#pragma once
#include <iosfwd>
#include <string>
#include <vector>

namespace zugang::idp::cli {

/// Where a command reads and writes; the process's own streams, or a test's.
struct Console {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    bool is_terminal = false; // whether a person can answer a question on `in`
};

/// Runs one command. `arguments` without the program's name. 0: done, 1: refused or failed, 2: wrong usage.
[[nodiscard]] int run(std::vector<std::string> arguments, Console console);

} // namespace zugang::idp::cli
