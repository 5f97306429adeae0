// zugang_bench: measures the program named on its command line. Exit status 0 measured, 1 something failed, 2 usage.
#include "bench/hello_server.hpp"
#include "bench/limits.hpp"
#include "bench/report.hpp"
#include "bench/ways.hpp"
#include <algorithm>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <thread>

namespace zugang::bench {
namespace {

constexpr double limit_seconds = 2;
constexpr int starts = 5;
constexpr int grouped_rows = 16;
constexpr std::size_t name_pairs = 300;

struct Settings {
    std::string self;
    std::string server;
    std::filesystem::path folder = "build/bench-data";
    std::filesystem::path json = "build/bench.json";
    LoadSize load;
    bool names_only = false;
};

constexpr auto usage = "usage: zugang_bench --server PROGRAM [--folder DIR] [--json FILE] [--seconds N] "
                       "[--connections N] [--only names]\n";

Settings parse_arguments(std::vector<std::string> const& arguments)
{
    Settings settings;
    settings.self = arguments.at(0);
    std::map<std::string, std::string> values;
    for (std::size_t index = 1; index + 1 < arguments.size(); index += 2)
        values[arguments[index]] = arguments[index + 1];
    auto const take = [&](char const* name, auto assign) {
        if (auto const found = values.extract(name))
            assign(found.mapped());
    };
    take("--server", [&](std::string const& value) { settings.server = value; });
    take("--folder", [&](std::string const& value) { settings.folder = value; });
    take("--json", [&](std::string const& value) { settings.json = value; });
    take("--seconds", [&](std::string const& value) { settings.load.seconds = std::stod(value); });
    take("--connections", [&](std::string const& value) { settings.load.connections = std::stoul(value); });
    take("--only", [&](std::string const& value) { settings.names_only = value == "names"; });
    if (settings.server.empty() || !values.empty() || arguments.size() % 2 == 0)
        throw std::invalid_argument{usage};
    return settings;
}

void say(char const* what)
{
    std::cerr << "measuring " << what << "\n";
}

struct Limits {
    Measurement sign;
    Measurement verify;
    Measurement argon2;
    Measurement sync;
    Measurement single;
    Measurement grouped;
    Measurement hello;
};

Measurement measure_hello(Settings const& settings)
{
    say("bare Beast");
    Child const server{{settings.self, "--hello"}, settings.folder / "hello.log"};
    auto const port = static_cast<std::uint16_t>(std::stoi(server.read_line()));
    return put_load("bare Beast, 200 bytes, keep-alive", server, port, settings.load, get_again_and_again("/"));
}

Limits measure_limits(Settings const& settings, Argon2Cost const& cost)
{
    say("the machine");
    return {.sign = es256_sign(limit_seconds),
            .verify = es256_verify(limit_seconds),
            .argon2 = argon2id(cost.memory_kib, cost.iterations, limit_seconds),
            .sync = disk_sync(settings.folder, limit_seconds),
            .single = sqlite_rows(settings.folder, 1, limit_seconds),
            .grouped = sqlite_rows(settings.folder, grouped_rows, limit_seconds),
            .hello = measure_hello(settings)};
}

Row measure_way(std::string name, ZugangServer const& server, Settings const& settings, Worker const& worker)
{
    say(name.c_str());
    Row row;
    row.measured = put_load(std::move(name), server.process(), server.port(), settings.load, worker);
    return row;
}

/// What each way cannot do without: signatures, exchanges over HTTP, rows that must be on disk, a hash.
std::vector<Row> measure_ways(ZugangServer const& server, Limits const& limits, Settings const& settings)
{
    auto const& as = server.credentials();
    std::vector<Row> ways;
    auto const add = [&](std::string name, Worker const& worker, std::string limit, double allowed, double target) {
        auto row = measure_way(std::move(name), server, settings, worker);
        row.limit = std::move(limit);
        row.allowed = allowed;
        row.target = target;
        ways.push_back(std::move(row));
    };
    auto const hello = limits.hello.per_cpu_second();
    constexpr double share_of_hello = 0.7;
    constexpr double share_of_argon2 = 0.9;
    add("discovery", get_again_and_again("/.well-known/openid-configuration"), "bare Beast", hello,
        share_of_hello * hello);
    add("JWKS", get_again_and_again("/oauth2/jwks"), "bare Beast", hello, share_of_hello * hello);
    add("userinfo", userinfo_flow(as), "1 HTTP, 1 verify", allowed_by({{limits.hello, 1}, {limits.verify, 1}}), 12000);
    add("refresh with rotation", refresh_flow(as), "1 HTTP, 2 sign, 2 rows",
        allowed_by({{limits.hello, 1}, {limits.sign, 2}, {limits.grouped, 2}}), 4000);
    add("code flow with a session", code_flow(as), "2 HTTP, 2 sign, 3 rows",
        allowed_by({{limits.hello, 2}, {limits.sign, 2}, {limits.grouped, 3}}), 2000);
    auto const argon2 = limits.argon2.per_cpu_second();
    add("password sign-in to tokens", password_flow(as), limits.argon2.name, argon2, share_of_argon2 * argon2);
    return ways;
}

double median_start(ZugangServer& server)
{
    say("starts");
    std::vector<double> times;
    times.reserve(starts);
    for (int number = 0; number < starts; ++number)
        times.push_back(server.start());
    std::ranges::sort(times);
    return times[times.size() / 2];
}

/// A quarter of a minute instead of the whole run, for whoever changes how a password is compared.
int measure_names(Settings const& settings)
{
    ZugangServer server{settings.server, settings.folder / "zugang"};
    std::ignore = server.start();
    std::cout << to_lines(compare_names(server, name_pairs), compare_passwords(name_pairs));
    return 0;
}

int measure(Settings const& settings)
{
    std::filesystem::create_directories(settings.folder);
    if (settings.names_only)
        return measure_names(settings);
    auto const is_pinned = leave_first_core();
    ZugangServer server{settings.server, settings.folder / "zugang"};
    Run run;
    run.machine = describe_machine() + (is_pinned ? "; server on one, load on the others" : "; shared with the load");
    auto const limits = measure_limits(settings, server.cost());
    run.limits = {limits.sign, limits.verify, limits.argon2, limits.sync, limits.single, limits.grouped, limits.hello};
    run.start_ms = median_start(server);
    std::this_thread::sleep_for(std::chrono::seconds{1});
    run.idle_kib = server.process().resident_kib();
    run.ways = measure_ways(server, limits, settings);
    say("known and unknown names, right and wrong passwords");
    run.names = compare_names(server, name_pairs);
    run.passwords = compare_passwords(name_pairs);
    run.loaded_kib = server.process().resident_kib();
    run.peak_kib = server.process().peak_kib();
    std::cout << to_table(run);
    std::ofstream{settings.json} << to_json(run);
    return has_failures(run) ? 1 : 0;
}

} // namespace
} // namespace zugang::bench

int main(int count, char** values)
{
    std::vector<std::string> const arguments(values, values + count);
    if (arguments.size() == 2 && arguments[1] == "--hello")
        zugang::bench::serve_hello();
    try {
        return zugang::bench::measure(zugang::bench::parse_arguments(arguments));
    } catch (std::invalid_argument const& problem) {
        std::cerr << problem.what();
        return 2;
    } catch (std::exception const& problem) {
        std::cerr << problem.what() << "\n";
        return 1;
    }
}
