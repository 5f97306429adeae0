#include "store/accounts.hpp"
#include "tests/cli/support.hpp"
#include <algorithm>
#include <sstream>
#include <sys/stat.h>

using zugang::Json;
using zugang::idp::cli::testing::on_each_store;
using zugang::idp::cli::testing::Outcome;
using zugang::idp::cli::testing::read_file;
using zugang::idp::cli::testing::Rig;
using zugang::idp::cli::testing::write_file;
namespace cli = zugang::idp::cli;
namespace store = zugang::store;
namespace tests = zugang::tests;

namespace {

Outcome run_bare(std::vector<std::string> arguments)
{
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    auto const status = cli::run(std::move(arguments), {in, out, err});
    return {status, out.str(), err.str()};
}

unsigned mode_of(std::string const& file)
{
    struct stat status{};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

std::vector<std::vector<std::string>> const commands{{"serve"},
                                                     {"config", "check"},
                                                     {"config", "show"},
                                                     {"config", "default"},
                                                     {"config", "tune-password"},
                                                     {"migrate"},
                                                     {"client", "add"},
                                                     {"client", "list"},
                                                     {"client", "show"},
                                                     {"client", "remove"},
                                                     {"client", "import"},
                                                     {"client", "registration-token"},
                                                     {"client", "rotate-secret"},
                                                     {"account", "add"},
                                                     {"account", "list"},
                                                     {"account", "show"},
                                                     {"account", "enable"},
                                                     {"account", "disable"},
                                                     {"account", "unlock"},
                                                     {"account", "delete"},
                                                     {"account", "export"},
                                                     {"key", "list"},
                                                     {"key", "rotate"},
                                                     {"key", "retire"},
                                                     {"passkeys", "check-metadata"},
                                                     {"version"},
                                                     {"config"},
                                                     {"client"},
                                                     {"account"},
                                                     {"key"},
                                                     {"passkeys"},
                                                     {}};

} // namespace

TEST_CASE("every level has help")
{
    for (auto command : commands) {
        command.emplace_back("--help");
        auto const outcome = run_bare(command);
        CHECK(outcome.status == 0);
        CHECK(outcome.err == "");
        CHECK(outcome.out.find("Usage: zugang") != std::string::npos);
    }
}

TEST_CASE("docs/cli.md describes every command")
{
    auto const text = read_file(ZUGANG_SOURCE_DIR "/docs/cli.md");
    for (auto const& command : commands) {
        std::string name = "zugang";
        for (auto const& word : command)
            name += " " + word;
        CHECK_MESSAGE(text.find(name) != std::string::npos, name);
    }
}

TEST_CASE("wrong usage is status 2 and one line")
{
    std::vector<std::vector<std::string>> const wrong{{},
                                                      {"client"},
                                                      {"clients"},
                                                      {"client", "ad"},
                                                      {"client", "show"},
                                                      {"client", "show", "a", "b"},
                                                      {"client", "list", "--all"},
                                                      {"migrate", "--check", "now"},
                                                      {"account", "add", "--email"},
                                                      {"--operator", "", "version"},
                                                      {"version", "version"},
                                                      {"client", "show", "\x1b[2Jx", "y"}};
    for (auto const& arguments : wrong) {
        auto const outcome = run_bare(arguments);
        CHECK(outcome.status == 2);
        CHECK(outcome.out == "");
        CHECK(outcome.err.starts_with("zugang: "));
        CHECK(std::ranges::count(outcome.err, '\n') == 1);
        CHECK(outcome.err.find('\x1b') == std::string::npos);
    }
}

TEST_CASE("a mistyped word is named")
{
    CHECK(run_bare({"clients"}).err == "zugang: clients is not known here; see zugang --help\n");
    CHECK(run_bare({"client", "ad"}).err == "zugang: ad is not known here; see zugang --help\n");
    CHECK(run_bare({"client", "list", "--all"}).err == "zugang: --all is not known here; see zugang --help\n");
    CHECK(run_bare({"client"}).err.find("A subcommand is required") != std::string::npos);
}

TEST_CASE("the version is printed for people and as JSON")
{
    CHECK(run_bare({"version"}).out.starts_with("zugang 0."));
    for (auto const& arguments : {std::vector<std::string>{"--json", "version"}, {"version", "--json"}}) {
        auto const json = Json::parse(run_bare(arguments).out);
        REQUIRE(json);
        CHECK(json->string("version").value().starts_with("0."));
    }
}

TEST_CASE("global options may stand before and behind the command")
{
    Rig rig;
    rig.run_well({"migrate"});
    for (auto const& arguments : {std::vector<std::string>{"--json", "client", "list"},
                                  {"client", "--json", "list"},
                                  {"client", "list", "--json"}})
        CHECK(rig.run_well(arguments) == "[]\n");
    auto const outcome = run_bare({"client", "list", "--json", "--config", rig.config_file(), "--operator", "erika"});
    CHECK(outcome.status == 0);
}

TEST_CASE("a file that is named but not there is refused")
{
    for (auto const& command :
         {std::vector<std::string>{"config", "check"}, {"config", "show"}, {"client", "list"}, {"serve"}}) {
        auto arguments = command;
        arguments.insert(arguments.end(), {"--config", "/nonexistent/zugang.toml"});
        auto const outcome = run_bare(arguments);
        CHECK(outcome.status == 1);
        CHECK(outcome.err.starts_with("zugang: /nonexistent/zugang.toml: cannot be read"));
    }
}

TEST_CASE("config check tells every problem, one a line")
{
    Rig rig;
    CHECK(rig.run_well({"config", "check"}) == rig.config_file() + " is in order\n");
    write_file(rig.config_file(), "[listen]\nport = 0\nprot = 1\n");
    auto const outcome = rig.run({"config", "check"});
    CHECK(outcome.status == 1);
    CHECK(outcome.out == "");
    CHECK(std::ranges::count(outcome.err, '\n') == 3);
    CHECK(outcome.err.find("zugang.toml: listen.prot (line 3) is not known; did you mean listen.port?\n") !=
          std::string::npos);
    auto const json = Json::parse(rig.run({"config", "check", "--json"}).out);
    REQUIRE(json);
    CHECK(json->boolean("ok") == false);
    CHECK(json->strings("problems").value().size() == 3);
}

TEST_CASE("config show prints what is in force, config default what is without a file")
{
    Rig rig;
    CHECK(rig.run_well({"config", "show"}).find("memory_kib = 8\n") != std::string::npos);
    CHECK(rig.run_json({"config", "show"}).integer("password.memory_kib") == 8);
    CHECK(run_bare({"config", "default"}).out.find("memory_kib = 47104\n") != std::string::npos);
    CHECK(Json::parse(run_bare({"config", "default", "--json"}).out).value().integer("password.memory_kib") == 47104);
}

TEST_CASE("migrate makes the store and the master key, readable by nobody else")
{
    on_each_store([](Rig& rig) { // on_each_store has migrated
        auto const key = rig.folder().file("keys/master.key");
        CHECK((mode_of(key) & 077U) == 0);
        CHECK(mode_of(rig.folder().file("keys")) == 0700);
        auto const before = read_file(key);
        CHECK(rig.run_well({"migrate"}) == "the store is up to date\n");
        CHECK(rig.run_json({"migrate"}).strings("applied").value().empty());
        CHECK(rig.run_well({"migrate", "--check"}) == "the store is up to date\n");
        CHECK(read_file(key) == before);
    });
}

TEST_CASE("migrate says what it made")
{
    Rig rig;
    auto const out = rig.run_well({"migrate"});
    CHECK(out.find("applied 0001_accounts") != std::string::npos);
    CHECK(out.find("made the master key " + rig.folder().file("keys/master.key")) != std::string::npos);
    CHECK(mode_of(rig.folder().file("data")) == 0700);
}

TEST_CASE("migrate --check changes nothing")
{
    Rig rig;
    CHECK(rig.run_refused({"migrate", "--check"}).find("does not exist yet") != std::string::npos);
    CHECK(!std::filesystem::exists(rig.folder().file("data")));
    CHECK(!std::filesystem::exists(rig.folder().file("keys")));
}

TEST_CASE("migrate --check tells what is to be applied")
{
    for (auto const engine : tests::engines()) {
        Rig rig{engine};
        std::filesystem::create_directories(rig.folder().file("data"));
        std::ignore = rig.database().engine(); // an empty database
        CHECK(rig.run_refused({"migrate", "--check"}).find("to be applied: 0001_accounts") != std::string::npos);
        CHECK(rig.run_refused({"client", "list"}).find("zugang migrate") != std::string::npos);
    }
}

TEST_CASE("a store with accounts never gets another master key")
{
    on_each_store([](Rig& rig) {
        rig.run_well({"account", "add", "--email", "max@example.com"});
        auto const key = rig.folder().file("keys/master.key");
        std::filesystem::rename(key, key + ".away");
        CHECK(rig.run_refused({"migrate"}).find("bring the key back") != std::string::npos);
        CHECK(!std::filesystem::exists(key));
        rig.run_refused({"migrate", "--check"});
        rig.run_refused({"key", "rotate"});
        std::filesystem::rename(key + ".away", key);
        rig.run_well({"migrate"});
    });
}

TEST_CASE("a master key that others may read is refused")
{
    Rig rig;
    rig.run_well({"migrate"});
    std::filesystem::permissions(rig.folder().file("keys/master.key"),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::others_read);
    CHECK(rig.run_refused({"key", "rotate"}).find("master key") != std::string::npos);
}

TEST_CASE("commands do not make a store that is missing")
{
    Rig rig;
    CHECK(rig.run_refused({"client", "list"}).find("zugang migrate") != std::string::npos);
    CHECK(rig.run_refused({"account", "list"}).find("zugang migrate") != std::string::npos);
    CHECK(!std::filesystem::exists(rig.folder().file("data")));
}

TEST_CASE("names from the store cannot steer the terminal")
{
    Rig rig;
    rig.run_well({"migrate"});
    rig.database().write([](store::Connection& db) {
        store::Account account{};
        account.id = "id";
        account.username = "a\x1b[2J\xc2\x9b"
                           "b";
        account.language = "de";
        CHECK(store::accounts::insert(db, account));
    });
    for (auto const& out : {rig.run_well({"account", "list"}), rig.run_well({"account", "show", "id"})}) {
        CHECK(out.find('\x1b') == std::string::npos);
        CHECK(out.find("\xc2\x9b") == std::string::npos);
        CHECK(out.find("a [2J?b") != std::string::npos);
    }
}
