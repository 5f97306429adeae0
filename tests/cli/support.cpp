#include "tests/cli/support.hpp"
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace zugang::idp::cli::testing {

TemporaryFolder::TemporaryFolder()
{
    std::string name = "/tmp/zugang_cli_XXXXXX";
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error{"no temporary folder"};
    path_ = name;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void write_file(std::string const& file, std::string const& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

std::string read_file(std::string const& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

Rig::Rig(tests::Engine engine)
{
    auto url = "sqlite:" + folder_.file("data/zugang.db");
    if (engine != tests::Engine::sqlite) {
        store_ = std::make_unique<tests::TemporaryStore>(engine, tests::TemporaryStore::Schema::empty);
        url = store_->url();
    }
    write_file(config_file(), "issuer = \"http://localhost:8080\"\n"
                              "store.url = " +
                                  json_quote(url) +
                                  "\nsecrets.master_key_file = " + json_quote(folder_.file("keys/master.key")) +
                                  "\npassword = { memory_kib = 8, iterations = 1 }\n"
                                  "keys.algorithms = [\"ES256\", \"EdDSA\"]\n"
                                  "keys.encryption = [\"ECDH-ES\"]\n");
}

Outcome Rig::run(std::vector<std::string> arguments, std::string const& input, bool is_terminal)
{
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    arguments.insert(arguments.begin(), {"--config", config_file()});
    auto const status = cli::run(std::move(arguments), {in, out, err, is_terminal});
    return {status, out.str(), err.str()};
}

std::string Rig::run_well(std::vector<std::string> arguments, std::string const& input)
{
    auto outcome = run(std::move(arguments), input);
    CHECK(outcome.err == "");
    REQUIRE(outcome.status == 0);
    return std::move(outcome.out);
}

Json Rig::run_json(std::vector<std::string> arguments, std::string const& input)
{
    arguments.emplace_back("--json");
    auto json = Json::parse(run_well(std::move(arguments), input), {.bytes = 10000000, .members = 100000});
    REQUIRE(json);
    return *json;
}

std::string Rig::run_refused(std::vector<std::string> arguments, std::string const& input)
{
    auto outcome = run(std::move(arguments), input);
    CHECK(outcome.status == 1);
    CHECK(outcome.out == "");
    CHECK(outcome.err.starts_with("zugang: "));
    CHECK(std::ranges::count(outcome.err, '\n') == 1);
    return std::move(outcome.err);
}

store::Database& Rig::database()
{
    if (!database_)
        database_ = store::Database::open(store_ ? store_->url() : "sqlite:" + folder_.file("data/zugang.db"));
    return *database_;
}

keys::Sealer Rig::sealer()
{
    return {keys::Sealer::load_master_key(folder_.file("keys/master.key")).value(), random_};
}

} // namespace zugang::idp::cli::testing
