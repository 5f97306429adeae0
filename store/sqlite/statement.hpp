// Statement: one prepared statement of SQLite, bound by name, run to its end each time.
#pragma once
#include "store/connection.hpp"
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace zugang::store::sqlite {

class Statement {
public:
    /// `reading`: see throw_error.
    Statement(sqlite3* handle, std::string_view sql, bool reading);

    [[nodiscard]] std::vector<Row> query(Params params);
    std::int64_t execute(Params params);

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    class Use;
    void bind(Params params);
    void bind_value(int index, Value const& value);
    /// False at the end of the rows.
    [[nodiscard]] bool step();
    [[nodiscard]] Row present_row() const;
    [[nodiscard]] Value present_value(int column) const;

    sqlite3* handle_;
    bool reading_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    std::shared_ptr<std::vector<std::string> const> columns_;
};

} // namespace zugang::store::sqlite
