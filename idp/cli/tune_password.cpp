#include "idp/cli/tune_password.hpp"
#include "base/json.hpp"
#include "idp/cli/commands.hpp"
#include <algorithm>
#include <array>
#include <ostream>

namespace zugang::idp::cli {
namespace {

constexpr Duration shortest_hash{100};
constexpr Duration longest_hash{250};
constexpr keys::Argon2Parameters usual_cost{47104, 1};
constexpr keys::Argon2Parameters lowest_cost{19456, 2};
constexpr std::uint32_t generous_memory_kib = 65536;
constexpr std::uint32_t most_iterations = 100;

PasswordCost measured(keys::Argon2Parameters parameters, Duration takes)
{
    return {parameters, takes, shortest_hash <= takes && takes <= longest_hash};
}

/// The middle of three runs: another program's burst must not decide.
Duration measure_here(keys::Argon2Parameters parameters)
{
    keys::PasswordHasher const hasher{parameters};
    Secret const password{"a password of usual length"};
    SystemClock const clock;
    std::array<Duration, 3> runs{};
    for (auto& run : runs) {
        auto const begin = clock.now();
        std::ignore = hasher.hash(password);
        run = clock.now() - begin;
    }
    std::ranges::sort(runs);
    return runs[1];
}

} // namespace

PasswordCost propose_password_cost(MeasureHash const& measure)
{
    auto const usual = measure(usual_cost);
    if (usual > longest_hash)
        return measured(lowest_cost, measure(lowest_cost));
    if (usual >= shortest_hash)
        return measured(usual_cost, usual);
    auto const one_pass = std::max(measure({generous_memory_kib, 1}), Duration{1});
    auto iterations = static_cast<std::uint32_t>(shortest_hash / one_pass);
    for (iterations = std::clamp(iterations, 1U, most_iterations);; ++iterations) {
        keys::Argon2Parameters const parameters{generous_memory_kib, iterations};
        auto const takes = measure(parameters);
        if (takes >= shortest_hash || iterations == most_iterations)
            return measured(parameters, takes);
    }
}

void config_tune_password(Context& on)
{
    auto const cost = propose_password_cost(measure_here);
    if (on.json()) {
        on.out() << JsonObject{}
                        .add("memory_kib", std::int64_t{cost.parameters.memory_kib})
                        .add("iterations", std::int64_t{cost.parameters.iterations})
                        .add("milliseconds", cost.takes.count())
                        .add("in_range", cost.is_in_range)
                        .str()
                 << '\n';
        return;
    }
    on.out() << "# One hash takes " << cost.takes.count() << " ms on this host; 100 to 250 ms are aimed at.\n";
    if (!cost.is_in_range && cost.takes > longest_hash)
        on.out() << "# This host is slow: the values are the lowest that are accepted.\n";
    on.out() << "[password]\nmemory_kib = " << cost.parameters.memory_kib
             << "\niterations = " << cost.parameters.iterations << '\n';
}

} // namespace zugang::idp::cli
