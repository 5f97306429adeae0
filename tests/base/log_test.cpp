#include "base/json.hpp"
#include "base/log.hpp"
#include "doctest.h"
#include <thread>

namespace {

/// Collects the lines written while it lives.
class LogLines {
public:
    LogLines()
    {
        zugang::log::set_sink([this](std::string const& line) { lines.push_back(line); });
    }
    ~LogLines()
    {
        zugang::log::set_sink(nullptr);
        zugang::log::set_level(zugang::log::Level::info);
    }
    LogLines(LogLines const&) = delete;
    LogLines& operator=(LogLines const&) = delete;
    std::vector<std::string> lines;
};

} // namespace

TEST_CASE("A log line is one JSON object on one line, whatever the values hold")
{
    LogLines log;
    zugang::log::warning("sign_in_failed", {{"name", "a\"b\n{\"level\":\"info\"}\r\x1b[31m\xff"}, {"tries", 3}});
    REQUIRE(log.lines.size() == 1);
    auto const& line = log.lines.front();
    CHECK(line.find('\n') == line.size() - 1);
    CHECK(line.find('\x1b') == std::string::npos);
    auto const json = zugang::Json::parse(std::string_view(line).substr(0, line.size() - 1));
    REQUIRE(json);
    CHECK(json->string("level") == "warning");
    CHECK(json->string("event") == "sign_in_failed");
    CHECK(json->integer("tries") == 3);
    CHECK(json->string("name")->starts_with("a\"b\n{"));
    CHECK(json->string("time")->ends_with("Z"));
    CHECK_FALSE(json->has("request"));
}

TEST_CASE("Lines carry the request's id while its scope lasts, on its own thread only")
{
    LogLines log;
    {
        zugang::log::RequestScope const outer("outer");
        zugang::log::info("a");
        {
            zugang::log::RequestScope const inner("inner");
            zugang::log::info("b");
        }
        zugang::log::info("c");
        std::thread([] { zugang::log::info("d"); }).join();
    }
    zugang::log::info("e");
    REQUIRE(log.lines.size() == 5);
    CHECK(log.lines.at(0).find(R"("request":"outer")") != std::string::npos);
    CHECK(log.lines.at(1).find(R"("request":"inner")") != std::string::npos);
    CHECK(log.lines.at(2).find(R"("request":"outer")") != std::string::npos);
    CHECK(log.lines.at(3).find("request") == std::string::npos);
    CHECK(log.lines.at(4).find("request") == std::string::npos);
}

TEST_CASE("Lines below the level are dropped")
{
    LogLines log;
    zugang::log::set_level(zugang::log::Level::warning);
    zugang::log::info("quiet");
    zugang::log::warning("loud");
    REQUIRE(log.lines.size() == 1);
    CHECK(log.lines.front().find("loud") != std::string::npos);
}
