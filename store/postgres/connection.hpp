// PostgresConnection: one session of a PostgreSQL server, with its statements prepared once. Used by one thread at a
// time. BEGIN travels with the first statement of a job, PREPARE with the first use of a statement: no extra round
// trip.
#pragma once
#include "store/connection.hpp"
#include "store/failure_guard.hpp"
#include "store/statement_cache.hpp"
#include <chrono>
#include <memory>

struct pg_conn;
struct pg_result;

namespace zugang::store::postgres {

struct ClearResult {
    void operator()(pg_result* result) const;
};
using ResultPointer = std::unique_ptr<pg_result, ClearResult>;

class BoundParameters;

enum class Access { read, write };

class PostgresConnection final : public Connection {
public:
    /// Throws Unavailable.
    PostgresConnection(std::string const& url, std::chrono::milliseconds busy);

    [[nodiscard]] std::vector<Row> query(std::string_view sql, Params params) override;
    std::int64_t execute(std::string_view sql, Params params) override;
    void execute_script(std::string_view sql) override;

    /// The next statement opens a transaction: for reading, one snapshot; for writing, READ COMMITTED.
    void begin(Access access);
    /// Returns once it is on disk. Throws ConnectionLost where nobody can say whether it is.
    void commit();
    /// Gives up the transaction; a connection that cannot even do that is lost.
    void roll_back() noexcept;
    /// Ends a reading transaction without waiting for the answer, which is fetched before the next use.
    void end_read();
    [[nodiscard]] bool is_lost() const;

private:
    struct Close {
        void operator()(pg_conn* handle) const;
    };
    struct Prepared {
        std::string name;
        std::string sql;                // with numbers
        std::vector<std::string> names; // of the parameters
        bool on_server = false;
    };
    void configure(std::chrono::milliseconds busy);
    [[nodiscard]] Prepared& statement_of(std::string_view sql);
    [[nodiscard]] ResultPointer run(std::string_view sql, Params params);
    [[nodiscard]] ResultPointer run_pipeline(Prepared& statement, BoundParameters const& bound);
    [[nodiscard]] ResultPointer next_result();
    void fetch_rest();
    void check(pg_result const* result);
    void check_sent(int sent);
    [[noreturn]] void throw_lost();

    enum class State { idle, begin_pending, open };
    std::unique_ptr<pg_conn, Close> handle_;
    StatementCache<Prepared> statements_;
    Access access_ = Access::read;
    State state_ = State::idle;
    FailureGuard guard_;
    bool answer_outstanding_ = false;
    bool lost_ = false;
};

} // namespace zugang::store::postgres
