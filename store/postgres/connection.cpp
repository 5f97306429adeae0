#include "store/postgres/connection.hpp"
#include "store/named_parameters.hpp"
#include "store/postgres/connect.hpp"
#include "store/postgres/errors.hpp"
#include "store/postgres/values.hpp"
#include <cstdlib>
#include <libpq-fe.h>
#include <new>

namespace zugang::store::postgres {
namespace {

constexpr int binary_results = 1;

std::string_view text_or_empty(char const* text)
{
    return text != nullptr ? std::string_view(text) : std::string_view();
}

/// The primary message and the constraint only: the detail of a unique violation quotes the address that is taken.
std::string describe_error(PGresult const* result)
{
    auto text = std::string(text_or_empty(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)));
    auto const constraint = text_or_empty(PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME));
    if (!constraint.empty())
        text += " [" + std::string(constraint) + "]";
    return text;
}

char const* begin_statement(Access access)
{
    return access == Access::read ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                  : "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
}

bool has_succeeded(PGresult const* result)
{
    auto const status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

std::vector<Row> rows_of(PGresult const* result)
{
    auto names = std::make_shared<std::vector<std::string>>();
    for (int column = 0; column < PQnfields(result); ++column)
        names->emplace_back(PQfname(result, column));
    std::vector<Row> rows;
    rows.reserve(static_cast<std::size_t>(PQntuples(result)));
    for (int row = 0; row < PQntuples(result); ++row) {
        std::vector<Value> values;
        values.reserve(names->size());
        for (int column = 0; column < PQnfields(result); ++column) {
            auto const size = static_cast<std::size_t>(PQgetlength(result, row, column));
            if (PQgetisnull(result, row, column) != 0)
                values.emplace_back(Null{});
            else
                values.push_back(value_from_binary(PQftype(result, column), {PQgetvalue(result, row, column), size}));
        }
        rows.emplace_back(names, std::move(values));
    }
    return rows;
}

} // namespace

void ClearResult::operator()(pg_result* result) const
{
    PQclear(result);
}

void PostgresConnection::Close::operator()(pg_conn* handle) const
{
    PQfinish(handle);
}

PostgresConnection::PostgresConnection(std::string const& url, std::chrono::milliseconds busy)
    : handle_(connect(url, busy))
{
    if (!handle_)
        throw std::bad_alloc();
    if (PQstatus(handle_.get()) != CONNECTION_OK)
        throw ConnectionLost("postgresql: " + std::string(PQerrorMessage(handle_.get())));
    configure(busy);
}

void PostgresConnection::configure(std::chrono::milliseconds busy)
{
    auto const limit = std::to_string(busy.count());
    execute_script("SET statement_timeout = " + limit + "; SET lock_timeout = " + limit +
                   "; SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = warning;"
                   // An acknowledged write is on disk, whatever the server's default.
                   "SELECT set_config('synchronous_commit', 'on', false)"
                   " WHERE current_setting('synchronous_commit') = 'off'");
}

std::vector<Row> PostgresConnection::query(std::string_view sql, Params params)
{
    return guard_.run([&] { return rows_of(run(sql, params).get()); });
}

std::int64_t PostgresConnection::execute(std::string_view sql, Params params)
{
    return guard_.run([&] {
        auto const result = run(sql, params);
        auto const is_select = text_or_empty(PQcmdStatus(result.get())).starts_with("SELECT");
        return is_select ? std::int64_t{0} : std::int64_t{std::strtoll(PQcmdTuples(result.get()), nullptr, 10)};
    });
}

void PostgresConnection::execute_script(std::string_view sql)
{
    guard_.run([&] {
        fetch_rest();
        auto script = std::string(sql);
        if (state_ == State::begin_pending) {
            script.insert(0, begin_statement(access_) + std::string(";"));
            state_ = State::open;
        }
        ResultPointer const result(PQexec(handle_.get(), script.c_str()));
        check(result.get());
    });
}

void PostgresConnection::begin(Access access)
{
    access_ = access;
    state_ = State::begin_pending;
    guard_.reset();
}

void PostgresConnection::commit()
{
    if (guard_.has_failed())
        throw std::logic_error("a statement of this transaction failed and the job went on");
    if (state_ == State::open) {
        ResultPointer const result(PQexec(handle_.get(), "COMMIT"));
        check(result.get());
        if (text_or_empty(PQcmdStatus(result.get())) != "COMMIT")
            throw std::logic_error("the transaction was rolled back instead of committed");
    }
    state_ = State::idle;
}

void PostgresConnection::roll_back() noexcept
{
    if (state_ == State::open && !is_lost())
        ResultPointer const result(PQexec(handle_.get(), "ROLLBACK")); // what fails here leaves the connection lost
    state_ = State::idle;
}

void PostgresConnection::end_read()
{
    if (state_ == State::open) {
        check_sent(PQsendQuery(handle_.get(), "COMMIT"));
        answer_outstanding_ = true;
    }
    state_ = State::idle;
}

bool PostgresConnection::is_lost() const
{
    return lost_ || PQstatus(handle_.get()) != CONNECTION_OK ||
           (!answer_outstanding_ && state_ == State::idle && PQtransactionStatus(handle_.get()) != PQTRANS_IDLE);
}

PostgresConnection::Prepared& PostgresConnection::statement_of(std::string_view sql)
{
    auto found = statements_.find(sql);
    if (found == statements_.end()) {
        auto numbered = number_parameters(sql);
        Prepared statement;
        statement.name = "zugang_" + std::to_string(statements_.size() + 1);
        statement.sql = std::move(numbered.sql);
        statement.names = std::move(numbered.names);
        found = statements_.emplace(sql, std::move(statement)).first;
    }
    return found->second;
}

ResultPointer PostgresConnection::run(std::string_view sql, Params params)
{
    fetch_rest();
    auto& statement = statement_of(sql);
    BoundParameters const bound(statement.names, params);
    if (PQenterPipelineMode(handle_.get()) != 1)
        throw_lost();
    auto result = run_pipeline(statement, bound);
    if (PQexitPipelineMode(handle_.get()) != 1)
        throw_lost();
    check(result.get());
    if (PQresultStatus(result.get()) == PGRES_EMPTY_QUERY)
        throw std::logic_error("not exactly one statement");
    return result;
}

/// Sends [BEGIN,] [PREPARE,] EXECUTE in one go and returns the first error or the last one's result.
ResultPointer PostgresConnection::run_pipeline(Prepared& statement, BoundParameters const& bound)
{
    auto* const handle = handle_.get();
    bool const begins = state_ == State::begin_pending;
    bool const prepares = !statement.on_server;
    if (begins) {
        check_sent(
            PQsendQueryParams(handle, begin_statement(access_), 0, nullptr, nullptr, nullptr, nullptr, binary_results));
        state_ = State::open;
    }
    if (prepares)
        check_sent(PQsendPrepare(handle, statement.name.c_str(), statement.sql.c_str(), 0, nullptr));
    check_sent(PQsendQueryPrepared(handle, statement.name.c_str(), bound.count(), bound.pointers(), bound.lengths(),
                                   bound.formats(), binary_results));
    check_sent(PQpipelineSync(handle));

    ResultPointer first_error;
    ResultPointer last;
    auto const keep = [&] {
        auto result = next_result();
        bool const succeeded = has_succeeded(result.get());
        auto& kept = succeeded || first_error ? last : first_error;
        kept = std::move(result);
        return succeeded;
    };
    if (begins)
        keep();
    if (prepares)
        statement.on_server = keep();
    keep();
    ResultPointer const sync(PQgetResult(handle));
    if (PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC)
        throw_lost();
    return first_error ? std::move(first_error) : std::move(last);
}

/// One command's result, and the null that ends it.
ResultPointer PostgresConnection::next_result()
{
    ResultPointer result(PQgetResult(handle_.get()));
    if (!result || PQstatus(handle_.get()) != CONNECTION_OK)
        throw_lost();
    ResultPointer const end(PQgetResult(handle_.get()));
    if (end)
        throw_lost();
    return result;
}

void PostgresConnection::fetch_rest()
{
    if (!answer_outstanding_)
        return;
    answer_outstanding_ = false;
    ResultPointer const result(PQgetResult(handle_.get()));
    if (!result || !has_succeeded(result.get()))
        throw_lost();
    ResultPointer const end(PQgetResult(handle_.get()));
}

void PostgresConnection::check(pg_result const* result)
{
    if (result == nullptr || PQstatus(handle_.get()) != CONNECTION_OK)
        throw_lost();
    if (has_succeeded(result))
        return;
    auto const state = text_or_empty(PQresultErrorField(result, PG_DIAG_SQLSTATE));
    if (access_ == Access::read && state == "25006")
        throw std::logic_error("a write inside a read");
    throw_error(state, describe_error(result));
}

void PostgresConnection::check_sent(int sent)
{
    if (sent != 1)
        throw_lost();
}

void PostgresConnection::throw_lost()
{
    lost_ = true;
    throw ConnectionLost("postgresql: the connection was lost: " + std::string(PQerrorMessage(handle_.get())));
}

} // namespace zugang::store::postgres
