// Child: a server process, pinned to the first core; what it has used is read from /proc.
#pragma once
#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace zugang::bench {

class Child {
public:
    /// Starts `command` with standard error appended to `log`.
    Child(std::vector<std::string> const& command, std::string const& log);
    ~Child(); // kill and wait
    Child(Child const&) = delete;
    Child& operator=(Child const&) = delete;

    /// The next line of its standard output; empty at its end.
    [[nodiscard]] std::string read_line() const;
    [[nodiscard]] double cpu_seconds() const;
    [[nodiscard]] std::int64_t resident_kib() const; // now
    [[nodiscard]] std::int64_t peak_kib() const;     // the most it ever had
    [[nodiscard]] bool is_running() const;

private:
    pid_t pid_ = -1;
    int output_ = -1;
};

/// Keeps this process off the first core, where there is a second one; true when there is.
bool leave_first_core();
/// Runs a command to its end with `input` on its standard input; its standard output. Throws when it fails.
[[nodiscard]] std::string run_command(std::vector<std::string> const& command, std::string const& input = "");

} // namespace zugang::bench
