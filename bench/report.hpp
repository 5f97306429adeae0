// Report: the figures of one run, as a table for people and as JSON.
#pragma once
#include "bench/measurement.hpp"
#include "bench/timing.hpp"
#include <optional>
#include <string>
#include <vector>

namespace zugang::bench {

/// One way and what the limits of the same run would allow it at most.
struct Row {
    Measurement measured;
    std::string limit;  // in words: what the way cannot do without
    double allowed = 0; // per CPU-second
    double target = 0;  // per CPU-second; 0: none
};

struct Run {
    std::string machine;
    std::vector<Measurement> limits;
    std::vector<Row> ways;
    Comparison names;     // wrong passwords at a known and an unknown name
    Comparison passwords; // the right and a wrong one, as they are compared
    double start_ms = 0;  // median
    std::int64_t idle_kib = 0;
    std::int64_t loaded_kib = 0;
    std::int64_t peak_kib = 0;
};

/// How often in a CPU-second, when each of these is done that many times: 1 / (Σ times / rate).
struct Part {
    Measurement const& limit;
    double times;
};
[[nodiscard]] double allowed_by(std::vector<Part> const& parts);

[[nodiscard]] std::string to_table(Run const& run);
[[nodiscard]] std::string to_lines(Comparison const& names, Comparison const& passwords);
[[nodiscard]] std::string to_json(Run const& run);
[[nodiscard]] bool has_failures(Run const& run);
/// Processor and number of cores, as /proc names them.
[[nodiscard]] std::string describe_machine();

} // namespace zugang::bench
