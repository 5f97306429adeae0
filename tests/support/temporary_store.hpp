// TemporaryStore: a store of one engine in a place of its own, deleted afterwards; and both engines for one test.
#pragma once
#include "store/database.hpp"
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace zugang::tests {

enum class Engine { sqlite, postgresql };

/// Both engines. PostgreSQL is where ZUGANG_TEST_POSTGRES=postgresql://… says; where that is not set the running test
/// fails, so that half of it is never left out unnoticed. ZUGANG_TEST_POSTGRES=none leaves it out on purpose.
[[nodiscard]] std::vector<Engine> engines();
/// True unless ZUGANG_TEST_POSTGRES=none; fails the running test like engines().
[[nodiscard]] bool has_postgres();
[[nodiscard]] std::string name_of(Engine engine);

class TemporaryStore {
public:
    enum class Schema { migrated, empty };
    explicit TemporaryStore(Engine engine = Engine::sqlite, Schema schema = Schema::migrated);
    ~TemporaryStore();
    TemporaryStore(TemporaryStore const&) = delete;
    TemporaryStore& operator=(TemporaryStore const&) = delete;

    [[nodiscard]] Engine engine() const { return engine_; }
    /// For Database::open, a configuration or another process.
    [[nodiscard]] std::string const& url() const { return url_; }
    /// A folder of this store's own, which other files may share.
    [[nodiscard]] std::string const& directory() const { return directory_; }

    /// Opened at the first use.
    [[nodiscard]] store::Database& database();
    /// Closes that one; the next use opens it again.
    void close() { database_.reset(); }
    /// A second one onto the same store.
    [[nodiscard]] std::unique_ptr<store::Database> open(store::Options options = {}) const;

private:
    Engine engine_;
    std::string directory_;
    std::string schema_; // PostgreSQL
    std::string url_;
    std::unique_ptr<store::Database> database_;
};

/// Runs `test` with a migrated store of each engine.
void on_each_engine(std::function<void(TemporaryStore&)> const& test);

} // namespace zugang::tests
