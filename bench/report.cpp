#include "bench/report.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fstream>
#include <thread>

namespace zugang::bench {
namespace {

constexpr double kib_in_mib = 1024;

std::string number(double value)
{
    return value >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:.1f}", value);
}

JsonObject to_object(Measurement const& measured)
{
    JsonObject json;
    json.add("name", measured.name);
    json.add("count", measured.count);
    json.add("failures", measured.failures);
    json.add_raw("wall_seconds", fmt::format("{:.3f}", measured.wall_seconds));
    json.add_raw("cpu_seconds", fmt::format("{:.3f}", measured.cpu_seconds));
    json.add_raw("per_cpu_second", number(measured.per_cpu_second()));
    json.add_raw("per_second", number(measured.per_second()));
    json.add_raw("median_ms", fmt::format("{:.3f}", measured.median_ms));
    json.add_raw("p99_ms", fmt::format("{:.3f}", measured.slow_ms));
    return json;
}

std::string array_of(std::vector<std::string> const& objects)
{
    return "[" + join_words(objects, ",") + "]";
}

double share(Row const& row)
{
    return row.allowed > 0 ? row.measured.per_cpu_second() / row.allowed : 0;
}

std::string limit_line(Measurement const& limit)
{
    return fmt::format("| {:<34} | {:>10} | {:>10} |\n", limit.name, number(limit.per_cpu_second()),
                       number(limit.per_second()));
}

std::string way_line(Row const& row)
{
    auto const& measured = row.measured;
    return fmt::format("| {:<34} | {:>10} | {:>10} | {:>8.2f} | {:>8} | {:>7.2f} | {:>7.2f} | {}{}\n", measured.name,
                       number(measured.per_cpu_second()), number(measured.per_second()), share(row),
                       row.target > 0 ? number(row.target) : "", measured.median_ms, measured.slow_ms, row.limit,
                       measured.failures > 0 ? fmt::format(" ({} FAILED)", measured.failures) : "");
}

} // namespace

double allowed_by(std::vector<Part> const& parts)
{
    double seconds = 0;
    for (auto const& [limit, times] : parts)
        seconds += times / std::max(limit.per_cpu_second(), 1e-9);
    return 1 / seconds;
}

std::string to_table(Run const& run)
{
    auto text = run.machine + "\n\n";
    text += fmt::format("| {:<34} | {:>10} | {:>10} |\n", "limit of the machine", "per CPU-s", "per second");
    text += "|---|---:|---:|\n";
    for (auto const& limit : run.limits)
        text += limit_line(limit);
    text += fmt::format("\n| {:<34} | {:>10} | {:>10} | {:>8} | {:>8} | {:>7} | {:>7} | {}\n", "way", "per CPU-s",
                        "per second", "of limit", "target", "p50 ms", "p99 ms", "the limit");
    text += "|---|---:|---:|---:|---:|---:|---:|---|\n";
    for (auto const& row : run.ways)
        text += way_line(row);
    text += fmt::format(
        "\nstart to first answer {:.1f} ms; memory idle {:.1f} MiB, after load {:.1f} MiB, peak {:.1f} MiB\n",
        run.start_ms, static_cast<double>(run.idle_kib) / kib_in_mib, static_cast<double>(run.loaded_kib) / kib_in_mib,
        static_cast<double>(run.peak_kib) / kib_in_mib);
    return text + to_lines(run.names, run.passwords);
}

std::string to_lines(Comparison const& names, Comparison const& passwords)
{
    auto const line = [](std::string_view what, std::string_view first, std::string_view second, Comparison const& by) {
        return fmt::format("{}, {} each: {} {:.2f} ms, {} {:.2f} ms, difference {:.3f} ms, {:.2f} of the noise\n", what,
                           by.pairs, first, by.first_ms, second, by.second_ms, by.first_ms - by.second_ms,
                           by.of_noise());
    };
    return line("wrong passwords at a name", "known", "unknown", names) +
           line("a password compared", "right", "wrong", passwords);
}

std::string to_json(Run const& run)
{
    std::vector<std::string> limits;
    limits.reserve(run.limits.size());
    for (auto const& limit : run.limits)
        limits.push_back(to_object(limit).str());
    std::vector<std::string> ways;
    ways.reserve(run.ways.size());
    for (auto const& row : run.ways)
        ways.push_back(to_object(row.measured)
                           .add("limit", row.limit)
                           .add_raw("of_limit", fmt::format("{:.3f}", share(row)))
                           .add_raw("target", number(row.target))
                           .str());
    return JsonObject{}
               .add("machine", run.machine)
               .add_raw("start_ms", fmt::format("{:.1f}", run.start_ms))
               .add("idle_kib", run.idle_kib)
               .add("loaded_kib", run.loaded_kib)
               .add("peak_kib", run.peak_kib)
               .add_raw("limits", array_of(limits))
               .add_raw("ways", array_of(ways))
               .add_raw("names_of_noise", fmt::format("{:.3f}", run.names.of_noise()))
               .add_raw("passwords_of_noise", fmt::format("{:.3f}", run.passwords.of_noise()))
               .str() +
           "\n";
}

bool has_failures(Run const& run)
{
    return std::ranges::any_of(run.ways,
                               [](Row const& row) { return row.measured.failures > 0 || row.measured.count == 0; });
}

std::string describe_machine()
{
    std::string processor = "unknown processor";
    std::ifstream information{"/proc/cpuinfo"};
    for (std::string line; std::getline(information, line);)
        if (line.starts_with("model name"))
            processor = std::string{trim(line.substr(line.find(':') + 1))};
    return processor + ", " + std::to_string(std::thread::hardware_concurrency()) + " cores";
}

} // namespace zugang::bench
