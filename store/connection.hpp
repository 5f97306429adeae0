// Connection: runs one SQL text on SQLite or PostgreSQL. Parameters are `:name`, bound by name only.
#pragma once
#include "store/value.hpp"
#include <initializer_list>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace zugang::store {

/// The database cannot do it now (down, disk full, lock time-out). Answered with 503, never with "not found".
class Unavailable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A unique or foreign key constraint refused the row.
class ConstraintViolation : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

using Params = std::initializer_list<Param>;

/// Once a statement has failed the transaction is lost on both engines: every further one throws std::logic_error and
/// the end of the job rolls back. Where a conflict is an ordinary answer the statement says ON CONFLICT DO NOTHING.
/// Text must be UTF-8 without NUL (std::invalid_argument), because PostgreSQL cannot keep anything else.
class Connection {
public:
    virtual ~Connection() = default;
    /// All rows of a statement (also of `UPDATE … RETURNING`). `sql` is a literal: statements are prepared once and
    /// cached. Throws Unavailable, ConstraintViolation, or std::logic_error for a wrong statement or a parameter it
    /// does not name.
    [[nodiscard]] virtual std::vector<Row> query(std::string_view sql, Params params = {}) = 0;
    /// The number of rows changed.
    virtual std::int64_t execute(std::string_view sql, Params params = {}) = 0;
    /// Several statements without parameters, not cached: for migrations.
    virtual void execute_script(std::string_view sql) = 0;

    /// The first row, if any.
    [[nodiscard]] std::optional<Row> query_one(std::string_view sql, Params params = {});
};

} // namespace zugang::store
