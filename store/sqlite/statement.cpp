#include "store/sqlite/statement.hpp"
#include "store/sqlite/errors.hpp"
#include <sqlite3.h>

namespace zugang::store::sqlite {
namespace {

/// A statement's text may end in white space and semicolons, not in a second statement.
bool is_only_end_of_statement(std::string_view tail)
{
    return tail.find_first_not_of(" \t\r\n;") == std::string_view::npos;
}

std::shared_ptr<std::vector<std::string> const> columns_of(sqlite3_stmt* statement)
{
    auto names = std::make_shared<std::vector<std::string>>();
    for (int column = 0; column < sqlite3_column_count(statement); ++column)
        names->emplace_back(sqlite3_column_name(statement, column));
    return names;
}

void check_parameter_names(sqlite3_stmt* statement)
{
    for (int index = 1; index <= sqlite3_bind_parameter_count(statement); ++index) {
        auto const* name = sqlite3_bind_parameter_name(statement, index);
        if (name == nullptr || *name != ':')
            throw std::logic_error("parameters of a statement are written :name");
    }
}

} // namespace

/// Gives locks and bound secrets back however the statement ends.
class Statement::Use {
public:
    explicit Use(sqlite3_stmt* statement) : statement_(statement) {}
    ~Use()
    {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }
    Use(Use const&) = delete;
    Use& operator=(Use const&) = delete;

private:
    sqlite3_stmt* statement_;
};

void Statement::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* handle, std::string_view sql, bool reading) : handle_(handle), reading_(reading)
{
    sqlite3_stmt* raw = nullptr;
    char const* tail = nullptr;
    auto const code =
        sqlite3_prepare_v3(handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, &tail);
    statement_.reset(raw);
    if (code != SQLITE_OK)
        throw_error(handle_, code, reading_);
    if (raw == nullptr || !is_only_end_of_statement(sql.substr(static_cast<std::size_t>(tail - sql.data()))))
        throw std::logic_error("not exactly one statement");
    check_parameter_names(raw);
}

std::vector<Row> Statement::query(Params params)
{
    Use const use(statement_.get());
    bind(params);
    std::vector<Row> rows;
    while (step()) {
        if (rows.empty()) // after the step: a changed schema has been read again by then
            columns_ = columns_of(statement_.get());
        rows.push_back(present_row());
    }
    return rows;
}

std::int64_t Statement::execute(Params params)
{
    Use const use(statement_.get());
    bind(params);
    auto const before = sqlite3_total_changes64(handle_);
    while (step()) {
    }
    // sqlite3_changes64 still tells of an earlier statement where this one cannot change rows.
    return sqlite3_total_changes64(handle_) == before ? 0 : sqlite3_changes64(handle_);
}

void Statement::bind(Params params)
{
    auto const count = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement_.get()));
    std::vector<bool> bound(count, false);
    for (auto const& param : params) {
        auto const name = ":" + std::string(param.name);
        auto const index = sqlite3_bind_parameter_index(statement_.get(), name.c_str());
        if (index == 0 || bound[static_cast<std::size_t>(index - 1)])
            throw std::logic_error("parameter " + name + " is not in the statement or given twice");
        bound[static_cast<std::size_t>(index - 1)] = true;
        bind_value(index, param.value);
    }
    if (params.size() != count) // an unbound one would quietly be NULL
        throw std::logic_error("a parameter of the statement has no value");
}

void Statement::bind_value(int index, Value const& value)
{
    check_storable(value);
    auto* const statement = statement_.get();
    int code = SQLITE_OK;
    // The values outlive the statement's run, so nothing is copied.
    if (auto const* number = std::get_if<std::int64_t>(&value))
        code = sqlite3_bind_int64(statement, index, *number);
    else if (auto const* text = std::get_if<std::string>(&value))
        code = sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    else if (auto const* bytes = std::get_if<Bytes>(&value))
        code = bytes->empty() ? sqlite3_bind_zeroblob(statement, index, 0) // an empty vector's null would be NULL
                              : sqlite3_bind_blob64(statement, index, bytes->data(), bytes->size(), SQLITE_STATIC);
    else
        code = sqlite3_bind_null(statement, index);
    if (code != SQLITE_OK)
        throw_error(handle_, code, reading_);
}

bool Statement::step()
{
    auto const code = sqlite3_step(statement_.get());
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        throw_error(handle_, code, reading_);
    return false;
}

Row Statement::present_row() const
{
    std::vector<Value> values;
    values.reserve(columns_->size());
    for (int column = 0; column < static_cast<int>(columns_->size()); ++column)
        values.push_back(present_value(column));
    return {columns_, std::move(values)};
}

Value Statement::present_value(int column) const
{
    auto* const statement = statement_.get();
    auto const size = [&] { return static_cast<std::size_t>(sqlite3_column_bytes(statement, column)); };
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
        return Null{};
    case SQLITE_INTEGER:
        return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_TEXT: {
        auto const* text = sqlite3_column_text(statement, column);
        return std::string(reinterpret_cast<char const*>(text), size());
    }
    case SQLITE_BLOB: {
        auto const* bytes = static_cast<std::uint8_t const*>(sqlite3_column_blob(statement, column));
        return Bytes(bytes, bytes + size());
    }
    default:
        throw std::logic_error("the store keeps no floating-point numbers");
    }
}

} // namespace zugang::store::sqlite
