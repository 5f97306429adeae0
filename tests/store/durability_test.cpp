// A process that is killed loses nothing it has acknowledged.
#include "tests/store/support.hpp"
#include <array>
#include <csignal>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

namespace zugang::store::test {
namespace {

constexpr int writers = 8;
constexpr std::size_t acknowledgements_before_kill = 200;

/// Never returns: inserts clients on several threads, and writes each one's number into the pipe once it is on disk.
[[noreturn]] void write_until_killed(TemporaryStore const& store, int pipe)
{
    try {
        auto const database = store.open();
        count_true_in_parallel(writers, [&](int writer) {
            for (std::int32_t i = 0;; ++i) {
                std::int32_t const number = writer * 1'000'000 + i;
                database->write([&](Connection& db) { (void)clients::insert(db, client(std::to_string(number))); });
                if (write(pipe, &number, sizeof number) != sizeof number)
                    return false;
            }
        });
    } catch (std::exception const&) { // the parent then misses acknowledgements
    }
    _exit(1);
}

struct Child {
    pid_t id = -1;
    int acknowledgements = -1; // read end
};

Child start_child(TemporaryStore const& store)
{
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    auto const id = fork();
    REQUIRE(id >= 0);
    if (id == 0) {
        close(ends[0]);
        write_until_killed(store, ends[1]);
    }
    close(ends[1]);
    return {id, ends[0]};
}

/// Reads until so many came, kills, and reads what was still on its way.
std::set<std::int32_t> kill_after(Child const& child, std::size_t count)
{
    std::set<std::int32_t> acknowledged;
    std::int32_t number = 0;
    while (read(child.acknowledgements, &number, sizeof number) == sizeof number) {
        acknowledged.insert(number);
        if (acknowledged.size() == count)
            kill(child.id, SIGKILL);
    }
    close(child.acknowledgements);
    int status = 0;
    REQUIRE(waitpid(child.id, &status, 0) == child.id);
    CHECK(WIFSIGNALED(status));
    return acknowledged;
}

} // namespace

TEST_CASE("writes acknowledged before the process was killed are all there")
{
    on_each_engine([](TemporaryStore& store) {
        store.close(); // the child is to be the only one
        auto const acknowledged = kill_after(start_child(store), acknowledgements_before_kill);
        REQUIRE(acknowledged.size() >= acknowledgements_before_kill);
        std::size_t missing = 0;
        store.database().read([&](Connection& db) {
            for (auto const number : acknowledged)
                missing += clients::find(db, std::to_string(number)) ? std::size_t{0} : std::size_t{1};
        });
        CHECK(missing == 0);
        store.database().write([](Connection& db) { CHECK(clients::insert(db, client("after"))); });
    });
}

} // namespace zugang::store::test
