// SqliteConnection: one handle to the file, with its statements prepared once. Used by one thread at a time.
#pragma once
#include "store/connection.hpp"
#include "store/failure_guard.hpp"
#include "store/sqlite/statement.hpp"
#include "store/statement_cache.hpp"
#include <chrono>
#include <memory>

namespace zugang::store::sqlite {

enum class Role { writer, reader };

class SqliteConnection final : public Connection {
public:
    /// A writer makes the file where there is none. Throws Unavailable.
    SqliteConnection(std::string const& path, std::chrono::milliseconds busy, Role role);

    [[nodiscard]] std::vector<Row> query(std::string_view sql, Params params) override;
    std::int64_t execute(std::string_view sql, Params params) override;
    void execute_script(std::string_view sql) override;

    /// BEGIN, SAVEPOINT, COMMIT and the like, which a failed statement does not forbid.
    void control(std::string_view sql);
    /// False where an error (disk full, say) has rolled the whole transaction back.
    [[nodiscard]] bool is_in_transaction() const;
    /// From here on a failing statement forbids all further ones.
    void begin_job() { guard_.reset(); }
    [[nodiscard]] bool has_failed() const { return guard_.has_failed(); }

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    void configure(std::chrono::milliseconds busy);
    void use_write_ahead_log(std::chrono::milliseconds patience);
    void run_script(std::string const& sql);
    [[nodiscard]] Statement& prepared(std::string_view sql);

    Role role_;
    FailureGuard guard_;
    std::unique_ptr<sqlite3, Close> handle_;
    StatementCache<Statement> statements_; // after the handle: they go first
};

} // namespace zugang::store::sqlite
