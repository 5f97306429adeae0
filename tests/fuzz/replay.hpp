// Replays the seeds of one fuzz target in the ordinary test run.
#pragma once
#include "doctest.h"
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace zugang::fuzz {

/// Calls `target` with every file of tests/fuzz/corpus/`name`, and with every beginning of it.
template <class Target>
void replay(std::string const& name, Target target)
{
    std::size_t count = 0;
    for (auto const& entry : std::filesystem::directory_iterator(ZUGANG_SOURCE_DIR "/tests/fuzz/corpus/" + name)) {
        std::ifstream file(entry.path(), std::ios::binary);
        std::string const content{std::istreambuf_iterator<char>(file), {}};
        for (std::size_t length = 0; length <= content.size(); ++length)
            CHECK_NOTHROW_MESSAGE(target(std::string_view(content).substr(0, length)), entry.path().string());
        ++count;
    }
    CHECK(count >= 5);
}

} // namespace zugang::fuzz
