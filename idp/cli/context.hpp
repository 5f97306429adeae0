// Context: what a command works with. Configuration, store and master key are opened when first asked for.
#pragma once
#include "base/clock.hpp"
#include "base/random.hpp"
#include "idp/cli/run.hpp"
#include "idp/config/config.hpp"
#include "keys/seal.hpp"
#include "store/database.hpp"
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace zugang::idp::cli {

/// The options that stand at every command.
struct GlobalOptions {
    std::string config_file; // empty: the usual ones
    bool json = false;
    std::string operator_name; // empty: the login name
};

class Context {
public:
    Context(GlobalOptions options, Console console) : options_(std::move(options)), console_(console) {}

    [[nodiscard]] bool json() const { return options_.json; }
    [[nodiscard]] Console const& console() const { return console_; }
    [[nodiscard]] std::ostream& out() const { return console_.out; }

    /// The file of the configuration; throws Refused where there is none.
    [[nodiscard]] std::string config_file() const;
    /// Throws Refused with every problem of the file.
    [[nodiscard]] config::Config const& config();
    /// The store, whether migrated or not; throws Refused where a SQLite file is missing.
    [[nodiscard]] store::Database& unchecked_database();
    /// The store; throws Refused unless every migration is applied.
    [[nodiscard]] store::Database& database();
    /// Throws Refused where the master key is missing or readable by others.
    [[nodiscard]] keys::Sealer const& sealer();
    [[nodiscard]] Random& random() { return random_; }
    [[nodiscard]] Instant now();

private:
    GlobalOptions options_;
    Console console_;
    SystemRandom random_;
    std::optional<config::Config> config_;
    std::unique_ptr<store::Database> database_;
    std::optional<keys::Sealer> sealer_;
};

/// The file of "sqlite:PATH"; nothing for a server.
[[nodiscard]] std::optional<std::string> find_sqlite_file(std::string_view store_url);

} // namespace zugang::idp::cli
