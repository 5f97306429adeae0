#include "doctest.h"
#include "keys/seal.hpp"
#include "keys_support.hpp"
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <thread>
#include <vector>

namespace zugang::keys::test {
namespace {

void write_file(std::string const& file, std::string_view content, mode_t mode)
{
    std::ofstream(file, std::ios::binary) << content;
    REQUIRE(::chmod(file.c_str(), mode) == 0);
}

mode_t mode_of(std::string const& file)
{
    struct stat status = {};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    return status.st_mode & 07777U;
}

} // namespace

TEST_CASE("a created master key has mode 0400, is loaded again, and leaves no other file behind")
{
    TemporaryFolder const folder;
    SystemRandom random;
    auto const file = folder.file("master.key");
    auto const created = Sealer::create_master_key(file, random);
    REQUIRE(created);
    CHECK(created->reveal().size() == 32);
    CHECK(mode_of(file) == 0400U);
    CHECK(folder.count_files() == 1);
    auto const loaded = Sealer::load_master_key(file);
    REQUIRE(loaded);
    CHECK(loaded->reveal() == created->reveal());
}

TEST_CASE("creating never overwrites: a second call fails and the first key stays")
{
    TemporaryFolder const folder;
    SystemRandom random;
    auto const file = folder.file("master.key");
    auto const first = Sealer::create_master_key(file, random);
    REQUIRE(first);
    CHECK_FALSE(Sealer::create_master_key(file, random));
    CHECK(Sealer::load_master_key(file).value().reveal() == first->reveal());
    CHECK(folder.count_files() == 1);
    CHECK_FALSE(Sealer::create_master_key(folder.file("missing/master.key"), random));
}

TEST_CASE("of several that create at once one succeeds, and its key is the one in the file")
{
    TemporaryFolder const folder;
    auto const file = folder.file("master.key");
    std::vector<std::optional<Secret>> created(4);
    std::vector<std::thread> threads;
    for (auto& mine : created)
        threads.emplace_back([&file, &mine] {
            SystemRandom random;
            if (auto key = Sealer::create_master_key(file, random))
                mine = std::move(*key);
        });
    for (auto& thread : threads)
        thread.join();
    int winners = 0;
    for (auto const& each : created)
        if (each) {
            ++winners;
            CHECK(Sealer::load_master_key(file).value().reveal() == each->reveal());
        }
    CHECK(winners == 1);
    CHECK(folder.count_files() == 1);
}

TEST_CASE("a master key that the group or others may touch is refused, 0400 and 0600 are taken")
{
    TemporaryFolder const folder;
    auto const file = folder.file("master.key");
    for (auto const mode : {0400U, 0600U}) {
        write_file(file, std::string(32, 'x'), mode);
        CHECK(Sealer::load_master_key(file));
        std::filesystem::remove(file);
    }
    for (auto const mode : {0440U, 0404U, 0420U, 0402U, 0644U, 0601U}) {
        CAPTURE(mode);
        write_file(file, std::string(32, 'x'), mode);
        CHECK_FALSE(Sealer::load_master_key(file));
        std::filesystem::remove(file);
    }
}

TEST_CASE("a master key is 32 raw bytes or their base64url, nothing shorter or longer")
{
    TemporaryFolder const folder;
    auto const file = folder.file("master.key");
    auto const loads = [&](std::string const& content) {
        write_file(file, content, 0600U);
        return Sealer::load_master_key(file).has_value();
    };
    CHECK(loads(std::string(32, '\0')));
    CHECK(loads(encoded(std::string(32, 'x'))));
    CHECK(loads(encoded(std::string(32, 'x')) + "\n"));
    CHECK_FALSE(loads(""));
    CHECK_FALSE(loads(std::string(31, 'x')));
    CHECK_FALSE(loads(std::string(33, 'x')));
    CHECK_FALSE(loads(encoded(std::string(31, 'x'))));
    CHECK_FALSE(loads(encoded(std::string(33, 'x'))));
    CHECK_FALSE(loads(encoded(std::string(32, 'x')) + std::string(100, 'x')));
    CHECK_FALSE(loads(encoded(std::string(32, 'x')) + std::string(200, '\n')));
}

TEST_CASE("a missing file, a folder or a pipe is no master key, and none of them makes the program wait")
{
    TemporaryFolder const folder;
    CHECK_FALSE(Sealer::load_master_key(folder.file("missing")));
    auto const directory = folder.file("directory");
    std::filesystem::create_directory(directory);
    REQUIRE(::chmod(directory.c_str(), 0700) == 0);
    CHECK_FALSE(Sealer::load_master_key(directory));
    auto const pipe = folder.file("pipe");
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK_FALSE(Sealer::load_master_key(pipe));
}

} // namespace zugang::keys::test
