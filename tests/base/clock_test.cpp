#include "base/clock.hpp"
#include "doctest.h"
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;

std::chrono::seconds offset_with(std::string const& file)
{
    auto const moved = zugang::OffsetClock(file).now();
    return std::chrono::round<std::chrono::seconds>(moved - zugang::SystemClock{}.now());
}

} // namespace

TEST_CASE("The offset clock follows its file at every call")
{
    auto const file = std::filesystem::temp_directory_path() / ("zugang-clock-" + std::to_string(getpid()));
    CHECK(offset_with(file) == 0s); // no file: the machine's time
    std::ofstream(file) << "3600\n";
    CHECK(offset_with(file) == 3600s);
    std::ofstream(file) << "-86400";
    CHECK(offset_with(file) == -86400s);
    std::ofstream(file) << "tomorrow";
    CHECK(offset_with(file) == 0s);
    std::filesystem::remove(file);
}

TEST_CASE("Instants are written as RFC 3339 and counted from 1970")
{
    CHECK(zugang::to_rfc3339(zugang::from_millis(0)) == "1970-01-01T00:00:00.000Z");
    CHECK(zugang::to_rfc3339(zugang::from_millis(1795500705123)) == "2026-11-24T06:11:45.123Z");
    CHECK(zugang::to_seconds(zugang::from_millis(1999)) == 1);
    CHECK(zugang::to_seconds(zugang::from_millis(-1)) == -1);
    CHECK(zugang::to_millis(zugang::from_seconds(5)) == 5000);
}
