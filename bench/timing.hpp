// Timing: whether an answer's time tells if a name belongs to an account. Two samples of wrong passwords, one at a
// known and one at an unknown name, taken in turn, and the rank test of Mann and Whitney on them.
#pragma once
#include "bench/zugang_server.hpp"
#include <cstddef>
#include <vector>

namespace zugang::bench {

struct Comparison {
    std::size_t pairs = 0;
    double known_ms = 0;   // median
    double unknown_ms = 0; // median
    double z = 0;          // how many standard deviations the ranks are from "no difference"

    /// Below 1 nothing is seen: two equal samples exceed it once in a hundred runs.
    [[nodiscard]] double of_noise() const;
};

/// z of the rank sum of `a` against `b`, in the normal approximation; for samples of more than twenty each.
[[nodiscard]] double rank_distance(std::vector<double> const& a, std::vector<double> const& b);

/// So many wrong passwords at each of the two names, from ever new addresses, over one connection.
[[nodiscard]] Comparison compare_names(ZugangServer const& server, std::size_t pairs);

} // namespace zugang::bench
