// Timing: whether time tells if a name belongs to an account, or how near a password comes to the right one. Two
// samples taken in turn (known and unknown name over HTTP, where the answers are the same; right and wrong password at
// the comparison, where they are not), and the rank test of Mann and Whitney on them.
#pragma once
#include "bench/zugang_server.hpp"
#include <cstddef>
#include <vector>

namespace zugang::bench {

struct Comparison {
    std::size_t pairs = 0;
    double first_ms = 0;  // median
    double second_ms = 0; // median
    double z = 0;         // how many standard deviations the ranks are from "no difference"

    /// Below 1 nothing is seen: two equal samples exceed it once in a hundred runs.
    [[nodiscard]] double of_noise() const;
};

/// z of the rank sum of `a` against `b`, in the normal approximation; for samples of more than twenty each.
[[nodiscard]] double rank_distance(std::vector<double> const& a, std::vector<double> const& b);

/// So many wrong passwords at each of the two names, from ever new addresses, over one connection.
[[nodiscard]] Comparison compare_names(ZugangServer const& server, std::size_t pairs);
/// The right password and a wrong one of the same length, against the hash of one account, as the server compares them.
[[nodiscard]] Comparison compare_passwords(std::size_t pairs);

} // namespace zugang::bench
