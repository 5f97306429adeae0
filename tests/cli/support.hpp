// What the tests of the command line share: a folder with a configuration, and commands run in this process.
#pragma once
#include "base/json.hpp"
#include "doctest.h"
#include "idp/cli/run.hpp"
#include "idp/config/config.hpp"
#include "keys/seal.hpp"
#include "store/database.hpp"
#include "tests/support/temporary_store.hpp"
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace zugang::idp::cli::testing {

struct Outcome {
    int status = 0;
    std::string out;
    std::string err;
};

/// A new folder under /tmp, removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;
    [[nodiscard]] std::string file(std::string const& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

void write_file(std::string const& file, std::string const& text);
[[nodiscard]] std::string read_file(std::string const& file);

/// A configuration in a folder of its own; the store is empty until `zugang migrate`.
class Rig {
public:
    explicit Rig(tests::Engine engine = tests::Engine::sqlite);

    /// `zugang --config FILE arguments…`
    Outcome run(std::vector<std::string> arguments, std::string const& input = "", bool is_terminal = false);
    /// The same, which must end with status 0 and print nothing on standard error.
    std::string run_well(std::vector<std::string> arguments, std::string const& input = "");
    /// run_well with --json, read.
    Json run_json(std::vector<std::string> arguments, std::string const& input = "");
    /// run, which must end with status 1, print nothing but one line on standard error, and give that line.
    std::string run_refused(std::vector<std::string> arguments, std::string const& input = "");

    [[nodiscard]] TemporaryFolder const& folder() const { return folder_; }
    [[nodiscard]] std::string config_file() const { return folder_.file("zugang.toml"); }
    /// The store behind the commands, to arrange and look at.
    [[nodiscard]] store::Database& database();
    [[nodiscard]] keys::Sealer sealer();

private:
    TemporaryFolder folder_;
    std::unique_ptr<tests::TemporaryStore> store_;
    std::unique_ptr<store::Database> database_;
    SystemRandom random_;
};

/// Runs `test` on a migrated store of each engine.
template <class F>
void on_each_store(F const& test)
{
    for (auto const engine : tests::engines()) {
        Rig rig{engine};
        CAPTURE(tests::name_of(engine));
        rig.run_well({"migrate"});
        test(rig);
    }
}

} // namespace zugang::idp::cli::testing
